"""The adviser's own work: tasks with dates, where matches stand, what is new since last week."""
