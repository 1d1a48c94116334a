import os

from django.http import JsonResponse


def answer(status=200, **facts):
    """With the process that gave it: a race between threads of one process proves less."""
    return JsonResponse({"pid": os.getpid(), **facts}, status=status)
