"""A client that was written only from the seed's tables, with Debian's python3-socketio."""

import asyncio
import json
import sys

import socketio


async def main(url, token, event_id):
    heard = []
    done = asyncio.Event()
    client = socketio.AsyncClient()

    # Each handler takes exactly one argument: one more would make it fail.
    @client.on("new-message")
    async def new_message(message):
        heard.append(["new-message", message])
        if message["content"] == "hello from JavaScript":
            done.set()

    @client.on("user-typing")
    async def user_typing(user):
        heard.append(["user-typing", user])

    @client.on("user-stopped-typing")
    async def user_stopped_typing(user_id):
        heard.append(["user-stopped-typing", user_id])

    @client.on("error")
    async def error(refusal):
        heard.append(["error", refusal])

    await client.connect(url, auth={"token": token})
    await client.emit("join-event", {"eventId": event_id})
    await client.emit("typing", {"eventId": event_id})
    await client.emit("send-message", {"eventId": event_id, "content": "hello from Python"})
    await asyncio.wait_for(done.wait(), 10)
    await client.disconnect()
    print(json.dumps(heard))


asyncio.run(main(*sys.argv[1:]))
