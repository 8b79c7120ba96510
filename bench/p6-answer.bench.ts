/**
 * P6: from the agent's answer to keys agreed with the far end (DTLS connected, as the far end sees it). Ours, prepared
 * while it rings, against a cold RTCPeerConnection in the same Electron, in turns; and ours with a STUN server that
 * swallows everything against one that answers. Control: the wait of five seconds that SIP.js has built in.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { MediaApp, type Phone } from '../e2e/media/phones.ts';
import { median, quantile, type Bench, type Figure } from './figure.ts';
import { stunServer, type StunServer } from './stun.ts';

const FASTER = 5;
const HOLED = 1.1;
const ROUNDS = { short: 15, full: 60 } as const;
/** How often the control is run: it takes its five seconds. */
const CONTROLS = { short: 3, full: 8 } as const;
/** Between two calls of one phone; a spare connection is made anew meanwhile. */
const BETWEEN_MS = 1_600;

/**
 * The far end: a browser's own connection, with its offer ready before the clock starts. Its candidates are left out: a
 * SIP server takes part in ICE when it has the answer, while a browser replies to checks before, and Chromium ends its
 * gathering early when it is connected.
 */
const farEnd = `
  globalThis.far = {
    async offer() {
      this.peer?.close();
      const context = (this.context ??= new AudioContext());
      const { stream } = context.createMediaStreamDestination();
      this.peer = new RTCPeerConnection();
      this.peer.addTrack(stream.getAudioTracks()[0]);
      await this.peer.setLocalDescription();
      await new Promise(done => {
        const look = () => this.peer.iceGatheringState === 'complete' && done();
        this.peer.onicegatheringstatechange = look;
        look();
      });
      return this.peer.localDescription.sdp.replace(/^a=candidate.*\\r\\n/gm, '');
    },
    async accept(sdp) {
      const connected = new Promise(done => {
        const look = () => this.peer.connectionState === 'connected' && done();
        this.peer.onconnectionstatechange = look;
        look();
      });
      await this.peer.setRemoteDescription({ type: 'answer', sdp });
      await connected;
    },
  };
  true;`;

/** A cold connection: nothing made before the answer, every candidate awaited, at most capMs. */
const coldPeer = `
  globalThis.cold = {
    async answer(offer, urls, capMs) {
      this.close();
      const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      this.mic = await navigator.mediaDevices.getUserMedia({ audio });
      this.peer = new RTCPeerConnection({ iceServers: urls ? [{ urls }] : [] });
      this.peer.addTrack(this.mic.getAudioTracks()[0]);
      await this.peer.setRemoteDescription({ type: 'offer', sdp: offer });
      await this.peer.setLocalDescription();
      await new Promise(done => {
        setTimeout(done, capMs);
        const look = () => this.peer.iceGatheringState === 'complete' && done();
        this.peer.onicegatheringstatechange = look;
        look();
      });
      return this.peer.localDescription.sdp;
    },
    close() {
      this.peer?.close();
      this.mic?.getTracks().forEach(track => track.stop());
    },
  };
  true;`;

interface Bench6 {
  media: MediaApp;
  session: number;
}

/** Milliseconds from the answer to the far end's connection; the clock runs in the app, without the test driver. */
async function answered(bench: Bench6, phone: Phone): Promise<number> {
  const session = `c${(bench.session += 1)}`;
  const took = await bench.media.app.evaluate(
    async (_electron, { name, call }) => {
      const { ask, inPage } = globalThis.lab;
      const offer = String(await inPage('far', 'far.offer()'));
      const prepared = await ask(name, 'prepare', { session: call, offer });
      if (!prepared.ok) throw new Error(prepared.message);
      const began = performance.now();
      const reply = await ask(name, 'answer', { session: call, offer, hold: false });
      if (!reply.ok) throw new Error(reply.message);
      const { sdp } = reply.output as { sdp: string };
      await inPage('far', `far.accept(${JSON.stringify(sdp)})`);
      return performance.now() - began;
    },
    { name: phone.name, call: session },
  );
  await phone.ask('close', { session });
  return took;
}

/** The same of a cold connection. */
function answeredCold(bench: Bench6, url: string | null, capMs: number): Promise<number> {
  return bench.media.app.evaluate(
    async (_electron, { stun, cap }) => {
      const { inPage } = globalThis.lab;
      const offer = String(await inPage('far', 'far.offer()'));
      const began = performance.now();
      const answer = `cold.answer(${JSON.stringify(offer)}, ${JSON.stringify(stun)}, ${cap})`;
      const sdp = String(await inPage('cold', answer));
      await inPage('far', `far.accept(${JSON.stringify(sdp)})`);
      return performance.now() - began;
    },
    { stun: url, cap: capMs },
  );
}

/** Milliseconds until an INVITE of ours could go out. */
async function offered(bench: Bench6, phone: Phone): Promise<number> {
  const session = `c${(bench.session += 1)}`;
  const took = await bench.media.app.evaluate(
    async (_electron, { name, call }) => {
      const began = performance.now();
      const reply = await globalThis.lab.ask(name, 'offer', {
        session: call,
        iceRestart: false,
        hold: false,
      });
      if (!reply.ok) throw new Error(reply.message);
      return performance.now() - began;
    },
    { name: phone.name, call: session },
  );
  await phone.ask('close', { session });
  return took;
}

const milliseconds = (samples: readonly number[]): string =>
  `${median(samples).toFixed(0)}ms(p95 ${quantile(samples, 0.95).toFixed(0)})`;

/** Median of the ratios within a round, so that a busy moment weighs on both sides. */
const ratio = (above: readonly number[], below: readonly number[]): number =>
  median(above.map((each, round) => each / (below[round] ?? Number.NaN)));

async function measure(
  media: MediaApp,
  stun: { healthy: StunServer; holed: StunServer },
  full: boolean,
): Promise<readonly Figure[]> {
  const size = full ? 'full' : 'short';
  const bench: Bench6 = { media, session: 0 };
  const far = await media.phone('far');
  await far.inPage(farEnd);
  const coldPhone = await media.phone('cold');
  await coldPhone.inPage(coldPeer);
  const plain = await media.phone('plain');
  const healthy = await media.phone('healthy', {
    lines: { '': { iceServers: [{ urls: stun.healthy.url }], codecs: [] } },
  });
  const holed = await media.phone('holed', {
    lines: { '': { iceServers: [{ urls: stun.holed.url }], codecs: [] } },
  });

  const arms = {
    plain: [] as number[],
    cold: [] as number[],
    healthy: [] as number[],
    holed: [] as number[],
    offerHealthy: [] as number[],
    offerHoled: [] as number[],
    stock: [] as number[],
  };
  const turns: [keyof typeof arms, () => Promise<number>][] = [
    ['plain', () => answered(bench, plain)],
    ['cold', () => answeredCold(bench, null, 5_000)],
    ['healthy', () => answered(bench, healthy)],
    ['holed', () => answered(bench, holed)],
  ];
  const offers: typeof turns = [
    ['offerHealthy', () => offered(bench, healthy)],
    ['offerHoled', () => offered(bench, holed)],
  ];
  for (let round = 0; round <= ROUNDS[size]; round += 1) {
    for (const each of [turns, offers]) {
      await pause(BETWEEN_MS);
      // Who comes second finds the machine busier: they change places.
      for (const [arm, take] of round % 2 === 0 ? each : each.toReversed()) {
        const took = await take();
        // The first round warms up.
        if (round > 0) arms[arm].push(took);
      }
    }
  }
  for (let control = 0; control < CONTROLS[size]; control += 1)
    arms.stock.push(await answeredCold(bench, stun.holed.url, 5_000));
  if (stun.healthy.asked() === 0 || stun.holed.asked() === 0) throw new Error('a STUN server was not asked');

  const faster = ratio(arms.cold, arms.plain);
  const answerRatio = ratio(arms.holed, arms.healthy);
  const offerRatio = ratio(arms.offerHoled, arms.offerHealthy);
  const stockRatio = median(arms.stock) / median(arms.healthy);
  return [
    {
      measured: [
        `cold÷ours ${faster.toFixed(1)} (≥${FASTER})`,
        `ours=${milliseconds(arms.plain)}`,
        `cold=${milliseconds(arms.cold)}`,
      ],
      holds: faster >= FASTER,
      control: null,
      n: arms.plain.length,
    },
    {
      measured: [
        `STUN black-holed÷healthy answer ${answerRatio.toFixed(2)} (≤${HOLED})`,
        `offer ${offerRatio.toFixed(2)} (≤${HOLED})`,
        `answer=${milliseconds(arms.holed)}`,
        `offer=${milliseconds(arms.offerHoled)}`,
      ],
      holds: answerRatio <= HOLED && offerRatio <= HOLED,
      control: { text: `five seconds' wait ${stockRatio.toFixed(0)}×`, failed: stockRatio > HOLED },
      n: arms.holed.length,
    },
  ];
}

export const bench: Bench = {
  id: 'P6',
  bar: `answer to DTLS connected ≥ ${FASTER} × faster than a cold connection; STUN black-holed ≤ ${HOLED} × healthy`,
  seconds: 100,
  needsApp: true,
  run: async ({ full, say }) => {
    say('opening five media windows');
    const stun = { healthy: await stunServer(true), holed: await stunServer(false) };
    const media = await MediaApp.launch();
    try {
      return await measure(media, stun, full);
    } finally {
      await media.close();
      stun.healthy.close();
      stun.holed.close();
    }
  },
};
