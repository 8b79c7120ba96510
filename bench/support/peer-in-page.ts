/** Runs in a plain browser's page: a phone of somebody else, as its own documentation would have it. */
import JsSIP from 'jssip';
import { Web, type Session } from 'sip.js';

export interface PeerAccount {
  server: string;
  domain: string;
  user: string;
  password: string;
}

interface Peer {
  start(account: PeerAccount): Promise<void>;
  rings(): boolean;
  answer(): Promise<void>;
  talks(): boolean;
  hangUp(): Promise<void>;
  connection(): RTCPeerConnection | undefined;
  /** The least that moving a call takes: a re-INVITE with ICE restart over the socket that there is. ms until it is acknowledged. */
  restartIce?(): Promise<number>;
}

const audio = document.createElement('audio');
audio.autoplay = true;
document.body.append(audio);

/** SIP.js's own example of a user. */
function simpleUser(): Peer {
  let user: Web.SimpleUser | undefined;
  let ringing = false;
  let talking = false;
  // It keeps its session to itself.
  const session = (): Session | undefined => (user as unknown as { session?: Session } | undefined)?.session;
  return {
    async start({ server, domain, user: name, password }) {
      user = new Web.SimpleUser(server, {
        aor: `sip:${name}@${domain}`,
        media: { constraints: { audio: true, video: false }, remote: { audio } },
        userAgentOptions: {
          authorizationUsername: name,
          authorizationPassword: password,
          logBuiltinEnabled: false,
          // Its default asks a server on the Internet, for which the lab has no way.
          sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
        },
        delegate: {
          onCallReceived: () => void (ringing = true),
          onCallAnswered: () => void ([ringing, talking] = [false, true]),
          onCallHangup: () => void ([ringing, talking] = [false, false]),
        },
      });
      await user.connect();
      await user.register();
    },
    rings: () => ringing,
    answer: async () => user?.answer(),
    talks: () => talking,
    hangUp: async () => user?.hangup(),
    connection: () =>
      (session()?.sessionDescriptionHandler as Web.SessionDescriptionHandler | undefined)?.peerConnection,
    async restartIce() {
      const began = performance.now();
      const again: Web.SessionDescriptionHandlerOptions = { offerOptions: { iceRestart: true } };
      await new Promise<void>((resolve, reject) => {
        session()
          ?.invite({
            sessionDescriptionHandlerOptions: again,
            requestDelegate: {
              onAccept: () => resolve(),
              onReject: ({ message }) => reject(new Error(`refused with ${message.statusCode}`)),
            },
          })
          .catch(reject);
      });
      return performance.now() - began;
    },
  };
}

interface JsSipSession {
  connection?: RTCPeerConnection;
  answer(options: object): void;
  terminate(): void;
  on(event: string, listener: () => void): void;
}

function jsSip(): Peer {
  let session: JsSipSession | undefined;
  let ringing = false;
  let talking = false;
  return {
    start({ server, domain, user, password }) {
      const agent = new JsSIP.UA({
        sockets: [new JsSIP.WebSocketInterface(server)],
        uri: `sip:${user}@${domain}`,
        password,
      });
      agent.on('newRTCSession', (event: { session: unknown }) => {
        session = event.session as JsSipSession;
        ringing = true;
        session.on('accepted', () => void ([ringing, talking] = [false, true]));
        for (const end of ['ended', 'failed'])
          session.on(end, () => void ([ringing, talking] = [false, false]));
      });
      const registered = new Promise<void>(resolve => {
        agent.on('registered', () => resolve());
      });
      agent.start();
      return registered;
    },
    rings: () => ringing,
    async answer() {
      session?.answer({ mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers: [] } });
      session?.connection?.addEventListener('track', ({ streams }) => {
        audio.srcObject = streams[0] ?? null;
      });
    },
    talks: () => talking,
    async hangUp() {
      if (talking) session?.terminate();
    },
    connection: () => session?.connection,
  };
}

async function packetsReceived(connection: RTCPeerConnection | undefined): Promise<number> {
  let packets = 0;
  const report = await connection?.getStats();
  report?.forEach((stats: { type: string; packetsReceived?: number }) => {
    if (stats.type === 'inbound-rtp') packets += stats.packetsReceived ?? 0;
  });
  return packets;
}

const peers = { 'SIP.js': simpleUser, JsSIP: jsSip };
export type PeerName = keyof typeof peers;

const open = (name: PeerName) => {
  const peer: Peer = peers[name]();
  return {
    ...peer,
    packets: () => packetsReceived(peer.connection()),
  };
};
export type OpenPeer = ReturnType<typeof open>;

declare global {
  interface Window {
    openPeer: typeof open;
    peer: OpenPeer;
  }
}
window.openPeer = open;
