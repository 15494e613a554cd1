#!/usr/bin/python3
"""Receives HL7 v2 over MLLP with Debian's python3-hl7, so that our sender is judged by other people's code.

One JSON line per message on standard output; the first line tells the port (--port 0 takes a free one).
--mode  AA       accepts every message
        AE       answers a permanent error            AR       refuses for now, may be sent again
        SILENT1  never answers the first message      DROP1    closes instead of answering the first
        LATE1    answers the first after --late s     WRONGID  answers with a control id that was not asked
From the second message on, SILENT1, DROP1 and LATE1 accept.
"""
import argparse
import asyncio
import base64
import binascii
import hashlib
import json
import ssl
import sys

from hl7.mllp import start_hl7_server

MODES = ("AA", "AE", "AR", "SILENT1", "DROP1", "LATE1", "WRONGID")


def say(row):
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def text(message, segment, number):
    """One field as text, escapes undone; empty when absent."""
    try:
        return message.unescape(str(segment[number]))
    except IndexError:
        return ""


def raw(segment, number):
    try:
        return str(segment[number])
    except IndexError:
        return ""


def first(message, name):
    for segment in message:
        if str(segment[0]) == name:
            return segment
    return None


def observation(message, obx):
    row = {"type": raw(obx, 2), "code": raw(obx, 3), "status": raw(obx, 11)}
    if row["type"] != "ED":
        row["text"] = text(message, obx, 5)
        return row
    parts = raw(obx, 5).split("^")
    row["media"] = "^".join(parts[:4])
    try:
        data = base64.b64decode(parts[-1], validate=True)
        row["bytes"] = len(data)
        row["sha256"] = hashlib.sha256(data).hexdigest()
    except (binascii.Error, ValueError):
        row["sha256"] = "not base64"
    return row


def describe(message, count):
    msh = first(message, "MSH")
    row = {"n": count, "controlId": raw(msh, 10), "type": raw(msh, 9), "version": raw(msh, 12),
           "country": raw(msh, 17), "charset": raw(msh, 18),
           "segments": [str(segment[0]) for segment in message],
           "patientName": "", "patientId": "", "order": "", "request": "", "service": "", "accession": "", "observations": []}
    pid, orc, obr = first(message, "PID"), first(message, "ORC"), first(message, "OBR")
    if pid is not None:
        row["patientName"] = text(message, pid, 5)
        row["patientId"] = raw(pid, 3)
    if orc is not None:
        row["order"] = raw(orc, 1)
        if row["order"] in ("OK", "OC"):
            row["common"] = {str(n): raw(orc, n) for n in (2, 12, 16, 17, 21)}
    if obr is not None:
        row["service"] = text(message, obr, 4)
        row["accession"] = text(message, obr, 3)
        row["request"] = raw(obr, 25)
    row["observations"] = [observation(message, s) for s in message if str(s[0]) == "OBX"]
    return row


class Receiver:
    def __init__(self, mode, late):
        self.mode, self.late, self.count = mode, late, 0

    async def serve(self, reader, writer):
        try:
            while True:
                message = await reader.readmessage()
                self.count += 1
                say(describe(message, self.count))
                if not await self.answer(message, writer, self.count == 1):
                    break
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def answer(self, message, writer, is_first):
        if is_first and self.mode == "DROP1":
            return False
        if is_first and self.mode == "SILENT1":
            return True
        if is_first and self.mode == "LATE1":
            await asyncio.sleep(self.late)
        reply = message.create_ack(self.mode if self.mode in ("AE", "AR") else "AA")
        if self.mode == "WRONGID":
            reply.segment("MSA")[2] = "SOMEONE-ELSE"
        writer.writemessage(reply)
        await writer.drain()
        return True


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mode", choices=MODES, default="AA")
    parser.add_argument("--late", type=float, default=3.0)
    parser.add_argument("--encoding", default="utf-8")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    options = parser.parse_args()
    extra = {}
    if options.cert:
        extra["ssl"] = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        extra["ssl"].load_cert_chain(options.cert, options.key)
    receiver = Receiver(options.mode, options.late)
    server = await start_hl7_server(receiver.serve, host="127.0.0.1", port=options.port,
                                    encoding=options.encoding, limit=64 * 1024 * 1024, **extra)
    say({"listening": server.sockets[0].getsockname()[1]})
    async with server:
        await server.serve_forever()


asyncio.run(main())
