"""What stays out of the logs."""

import logging
import re

# procrastinate writes a job as `accounts.send_mail[12](to='…', body='…')`.
CALL = re.compile(r"([\w.]+\[\w+\])\(.*\)", re.DOTALL)
TOLD = ("id", "task_name", "status", "attempts")


class WithoutArguments(logging.Filter):
    """The queue's jobs by name and number alone: what they carry are letters with working links."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] == "procrastinate":
            record.msg, record.args = CALL.sub(r"\1", record.getMessage()), ()
            jobs = [record.__dict__.get("job"), *record.__dict__.pop("jobs", ())]
            for job in filter(None, jobs):
                for name in set(job) - set(TOLD):
                    del job[name]
        return True
