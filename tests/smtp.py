"""A mail server for tests: a real conversation over a socket, by the asyncio library alone."""

import asyncio
import threading
from contextlib import contextmanager


class Server:
    """Keeps what it accepts. `script` says how it answers the end of each letter: an answer, or None to hang up without one."""

    def __init__(self):
        self.letters, self.script = [], []
        self.port = None

    async def converse(self, reader, writer):
        async def say(line):
            writer.write(f"{line}\r\n".encode())
            await writer.drain()

        envelope = {}
        await say("220 mail.example ESMTP")
        while line := (await reader.readline()).decode().strip():
            verb = line.split(":")[0].upper()
            if verb.startswith("EHLO"):
                await say("250 mail.example")
            elif verb.startswith(("MAIL FROM", "RCPT TO")):
                envelope[verb] = line.partition(":")[2].split()[0].strip("<>")
                refused = verb == "RCPT TO" and envelope[verb].startswith("nobody@")
                await say("550 no such user" if refused else "250 ok")
            elif verb == "DATA":
                await say("354 go on")
                data = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
                answer = self.script.pop(0) if self.script else "250 taken"
                if answer is None or answer.startswith("250"):
                    self.letters.append((envelope["RCPT TO"], data))
                if answer is None:
                    break
                await say(answer)
            elif verb == "QUIT":
                await say("221 bye")
                break
            else:
                await say("250 ok")
        writer.close()


@contextmanager
def serving():
    """The server on a port of its own, in a thread, until the block ends."""
    server, loop, ready = Server(), asyncio.new_event_loop(), threading.Event()

    async def run():
        listening = await asyncio.start_server(server.converse, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        server.stop = asyncio.Event()
        ready.set()
        async with listening:
            await server.stop.wait()

    def main():
        loop.run_until_complete(run())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=main, daemon=True)
    thread.start()
    ready.wait(10)
    yield server
    loop.call_soon_threadsafe(server.stop.set)
    thread.join(10)
