"""Engine.IO and Socket.IO by hand, over the WebSocket of Debian's python3-autobahn: join, send, receive."""

import asyncio
import json
import sys
from urllib.parse import urlsplit

from autobahn.asyncio.websocket import WebSocketClientFactory, WebSocketClientProtocol


class Chat(WebSocketClientProtocol):
    def onMessage(self, payload, isBinary):
        packet = payload.decode()
        if packet == "2":
            self.sendMessage(b"3")
        elif packet.startswith("0"):
            self.sendMessage(("40" + json.dumps({"token": self.factory.token})).encode())
        elif packet.startswith("40"):
            self.ask(1, "join-event", {"eventId": self.factory.event_id})
        elif packet.startswith("43"):
            self.answered(packet)
        elif packet.startswith("42"):
            self.told(json.loads(packet[2:]))

    def ask(self, number, name, payload):
        # Cut into pieces, as this library does and browsers do not.
        packet = f"42{number}" + json.dumps([name, payload], ensure_ascii=False)
        self.sendMessage(packet.encode(), fragmentSize=16)

    def answered(self, packet):
        number, _, answer = packet[2:].partition("[")
        self.factory.heard.append(["answer", int(number), json.loads("[" + answer)[0]["ok"]])
        if number == "1":
            content = "hello from Autobahn 🎉"
            self.ask(2, "send-message", {"eventId": self.factory.event_id, "content": content})

    def told(self, notice):
        name, payload = notice
        if name == "new-message":
            self.factory.heard.append([name, payload["content"]])
            if payload["content"] == "hello from JavaScript":
                self.sendClose(1000, "done")

    def onClose(self, wasClean, code, reason):
        self.factory.heard.append(["closed", wasClean, code])
        self.factory.done.set_result(None)


async def main(url, token, event_id):
    loop = asyncio.get_running_loop()
    place = urlsplit(url)
    factory = WebSocketClientFactory(
        f"ws://{place.netloc}/socket.io/?EIO=4&transport=websocket", loop=loop
    )
    factory.protocol = Chat
    factory.token, factory.event_id, factory.heard = token, event_id, []
    factory.done = loop.create_future()
    await loop.create_connection(factory, place.hostname, place.port)
    await asyncio.wait_for(factory.done, 15)
    print(json.dumps(factory.heard))


asyncio.run(main(*sys.argv[1:]))
