/** A STUN server for one machine (RFC 8489, Binding only): one that answers, or one that swallows everything. */
import dgram from 'node:dgram';
import { once } from 'node:events';

const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const MAGIC_COOKIE = 0x2112a442;
const HEADER = 20;

/** Where a client seems to be: another address of this machine, so that it is news to the browser. */
const OUTSIDE = [127, 0, 0, 99] as const;

export interface StunServer {
  url: string;
  /** Requests that have come so far. */
  asked(): number;
  close(): void;
}

export async function stunServer(answers: boolean): Promise<StunServer> {
  const socket = dgram.createSocket('udp4');
  let asked = 0;
  socket.on('message', (request, from) => {
    if (request.length < HEADER || request.readUInt16BE(0) !== BINDING_REQUEST) return;
    asked += 1;
    if (answers) socket.send(success(request, from.port), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    url: `stun:127.0.0.1:${socket.address().port}`,
    asked: () => asked,
    close: () => void socket.close(),
  };
}

function success(request: Buffer, port: number): Buffer {
  const reply = Buffer.alloc(HEADER + 12);
  reply.writeUInt16BE(BINDING_SUCCESS, 0);
  reply.writeUInt16BE(12, 2);
  request.copy(reply, 4, 4, HEADER); // magic cookie and transaction id
  reply.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER);
  reply.writeUInt16BE(8, HEADER + 2);
  reply.writeUInt8(1, HEADER + 5); // IPv4
  reply.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), HEADER + 6);
  reply.writeUInt32BE((Buffer.from(OUTSIDE).readUInt32BE() ^ MAGIC_COOKIE) >>> 0, HEADER + 8);
  return reply;
}
