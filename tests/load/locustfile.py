"""What users do, for locust: advisers at their caseload, jobseekers at their suggestions; one to five seconds between pages.

The names of people and vacancies and the users' password come from the JSON file that tests.load.measure writes.
"""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task

WORLD: dict[str, Any] = json.loads(Path(os.environ["WERKBRUG_LOAD_WORLD"]).read_text(encoding="utf-8"))
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Person(HttpUser):
    """Somebody who signs in once and then reads pages."""

    abstract = True
    wait_time = between(1, 5)
    account = ""

    def on_start(self) -> None:
        """Sign in as a browser does."""
        token = TOKEN.search(self.client.get("/sign-in", name="/sign-in (form)").text)
        form = {"csrf_token": token[1] if token else "", "name": self.account, "password": WORLD["password"]}
        with self.client.post("/sign-in", form, name="/sign-in", allow_redirects=False, catch_response=True) as done:
            if done.status_code != 302:
                done.failure(f"not signed in: {done.status_code}")

    def page(self, url: str, name: str) -> None:
        """Fetch a page; being sent to the sign-in page is a failure."""
        with self.client.get(url, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")


class Adviser(Person):
    """Looks through the caseload, opens people and matches, searches vacancies."""

    weight = 4

    def on_start(self) -> None:
        self.account = random.choice(WORLD["advisers"])
        super().on_start()

    @task(5)
    def caseload(self) -> None:
        self.page(f"/people/?page={random.randint(1, 20)}", "/people/")

    @task(2)
    def search(self) -> None:
        self.page(f"/people/?q={random.choice(WORLD['words'])}", "/people/?q=")

    @task(1)
    def attention(self) -> None:
        self.page(f"/people/?only=attention&page={random.randint(1, 20)}", "/people/?only=attention")

    @task(1)
    def change(self) -> None:
        """Change how far somebody travels: the matches are made again by the process that has the index."""
        url = f"/people/{random.choice(WORLD['people'])}/facts"
        token = TOKEN.search(self.client.get(url, name="/people/KEY/facts").text)
        form = {"csrf_token": token[1] if token else "", "max_minutes": str(random.randint(30, 60))}
        name = "/people/KEY/facts (save)"
        with self.client.post(url, form, name=name, allow_redirects=False, catch_response=True) as done:
            if done.status_code != 302:
                done.failure(f"not saved: {done.status_code}")

    @task(1)
    def outside(self) -> None:
        self.page(f"/people/{random.choice(WORLD['people'])}/outside", "/people/KEY/outside")

    @task(6)
    def person(self) -> None:
        self.page(f"/people/{random.choice(WORLD['people'])}", "/people/KEY")

    @task(6)
    def match(self) -> None:
        key, ref = random.choice(WORLD["matches"])
        self.page(f"/people/{key}/matches/{ref}", "/people/KEY/matches/REF")

    @task(1)
    def compare(self) -> None:
        self.page(f"/people/{random.choice(WORLD['people'])}/compare", "/people/KEY/compare")

    @task(1)
    def on_the_map(self) -> None:
        self.page(f"/people/{random.choice(WORLD['people'])}/map", "/people/KEY/map")

    @task(1)
    def understood(self) -> None:
        self.page(f"/people/{random.choice(WORLD['people'])}/understood", "/people/KEY/understood")

    @task(1)
    def hand_out(self) -> None:
        self.page(f"/people/{random.choice(WORLD['people'])}/handout", "/people/KEY/handout")

    @task(2)
    def vacancies(self) -> None:
        self.page(f"/vacancies/?q={random.choice(WORLD['words'])}", "/vacancies/?q=")

    @task(1)
    def narrowed(self) -> None:
        self.page(f"/vacancies/?place={random.choice(WORLD['words'])}&agency=no&sort=title", "/vacancies/?place=")

    @task(2)
    def vacancy(self) -> None:
        self.page(f"/vacancies/{random.choice(WORLD['matches'])[1]}", "/vacancies/REF")

    @task(1)
    def work(self) -> None:
        for url in ("/tasks/", "/tasks/pipeline", "/tasks/new"):
            self.page(url, url)
            self.wait()

    @task(1)
    def team(self) -> None:
        self.page("/team/", "/team/")

    @task(1)
    def runs(self) -> None:
        self.page("/runs/", "/runs/")


class Jobseeker(Person):
    """Reads the suggestions and some of the jobs."""

    weight = 1

    def on_start(self) -> None:
        self.account = random.choice(list(WORLD["accounts"]))
        super().on_start()

    @task(2)
    def suggestions(self) -> None:
        self.page("/me/", "/me/")

    @task(1)
    def more(self) -> None:
        self.page("/me/?more=1", "/me/?more=1")

    @task(3)
    def job(self) -> None:
        self.page(f"/me/jobs/{random.choice(WORLD['accounts'][self.account])}", "/me/jobs/REF")

    @task(1)
    def profile(self) -> None:
        self.page("/me/profile", "/me/profile")
