"""The one door for voices: what comes in here is a recording, what does not is refused with a reason."""

from django.db import transaction

from media import locks, sounds, spoken_files, tasks
from media.models import Recording
from media.sounds import Prepared, Refused, prepare

__all__ = [
    "Prepared",
    "Refused",
    "enqueue_aac",
    "fill",
    "finish",
    "prepare",
    "prepare_alone",
    "store",
    "take_in_recording",
    "withhold",
]


def take_in_recording(file, *, title, language, actor=None, **words) -> Recording:
    """A new Recording of the upload `file`, which is heard at once. `words`: speaker, transcript, translation_fr…

    Raises Refused and nothing else for whatever the file holds. Takes up to 10 s; never call it in a transaction.
    """
    return store(prepare_alone(file), title=title, language=language, actor=actor, **words)


def prepare_alone(file) -> Prepared:
    """`prepare`, while nothing else is decoded on this machine."""
    with locks.decoding():
        return prepare(file)


def store(prepared: Prepared, *, title, language, actor=None, **words) -> Recording:
    """Keep what `prepare` made: its files first, then its row, and the task for what is still to be made."""
    recording = Recording(title=title.strip()[:150], language=language, uploaded_by=actor, **words)
    with locks.of(prepared.hash):
        spoken_files.write(prepared.hash, prepared.files)
        fill(recording, prepared)
        with transaction.atomic():
            recording.save()
            enqueue_aac(recording)
    return recording


def fill(recording: Recording, prepared: Prepared) -> None:
    """Give `recording` the columns that come from its sound; its files are stored already."""
    recording.hash, recording.milliseconds, recording.bars = prepared.hash, prepared.milliseconds, prepared.bars
    recording.has_aac = sounds.AAC in prepared.files


def enqueue_aac(recording: Recording) -> None:
    """In the transaction that wrote the row."""
    if not recording.has_aac:
        tasks.finish_recording.enqueue(recording.pk)


def finish(recording_id) -> None:
    """Make the AAC of a long recording. Done by the worker; doing it again changes nothing."""
    recording = Recording.objects.filter(pk=recording_id, has_aac=False).first()
    if recording is None:
        return
    with spoken_files.storage().open(spoken_files.name_of(recording.hash, sounds.OPUS)) as file:
        opus = file.read()
    with locks.decoding():
        aac = sounds.to_aac(opus)
    with locks.of(recording.hash):
        spoken_files.write(recording.hash, {sounds.AAC: aac})
        # Its row may have gone, or have another sound by now.
        is_there = Recording.objects.filter(hash=recording.hash).update(has_aac=True)
    if not is_there:
        spoken_files.remove_unused(recording.hash)


def withhold(recording: Recording, is_withheld: bool) -> None:
    """Whoever speaks in it does not agree, or agrees again: it is heard nowhere, and its words are read nowhere."""
    Recording.objects.filter(pk=recording.pk).update(is_withheld=is_withheld)
