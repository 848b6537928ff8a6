"""The stage that mails the advisers what came up for their people; a mail that cannot be sent stops nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from smtplib import SMTPException

from matcher.weekly.work import Work

# A digest tells of seven days; a run that comes every day sends none in between.
BETWEEN = timedelta(days=6)


def send_digests(work: Work) -> None:
    """Mail every user with an address what is new, once a week; killed halfway, the next run sends the rest."""
    mailbox, write = work.outside.mailbox, work.outside.digest
    if mailbox is None or write is None:
        return
    before = (datetime.fromisoformat(work.outside.now()) - BETWEEN).isoformat()
    for user, address in work.store.digests_due(before):
        letter = write(work.store, user)
        if letter is None:
            continue
        try:
            mailbox.deliver(message_of(*letter, mailbox.sender, address))
        except (OSError, SMTPException) as error:
            work.report.warn(f"the digest of {user} could not be mailed ({type(error).__name__})")
            continue
        with work.store.transaction() as store:
            store.note_digest(user, work.outside.now())
            work.report.add({"digests": 1})
            work.save("digest")


def message_of(subject: str, text: str, sender: str, address: str) -> EmailMessage:
    """A digest as a mail."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = f"Werkbrug: {subject}", sender, address
    message.set_content(text)
    return message
