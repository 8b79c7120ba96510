/** The lab as a whole: a phone system with a media relay, plain phones, and a network that can be made bad. */
import { Baresip, type BaresipOptions } from './baresip.ts';
import { makeCertificate, type Certificate } from './certificate.ts';
import { giveToNobody, makeFolder, removeFolder } from './folder.ts';
import { Kamailio, type KamailioOptions } from './kamailio.ts';
import { PlainMedia } from './plainMedia.ts';
import { reservePorts, type PortBlock } from './ports.ts';
import { Proxy } from './proxy.ts';
import { Rtpengine } from './rtpengine.ts';
import { Sipp, type Scenario, type SippOptions } from './sipp.ts';
import { SipPhone, type SipPhoneOptions } from './sipPhone.ts';
import { UdpTransport } from './udpTransport.ts';
import { WebMedia } from './webMedia.ts';
import { WebTransport } from './webTransport.ts';

export const domain = 'lab.test';

/** Who may register, and with what. */
export const passwords = {
  agent: 'correct-horse',
  bob: 'bob-secret',
  carol: 'carol-secret',
  dave: 'dave-secret',
} as const satisfies Record<string, string>;
export type User = keyof typeof passwords;

export type LabOptions = Pick<KamailioOptions, 'challengeInDialog' | 'presence' | 'serviceRoute'>;

interface Part {
  stop(): Promise<void>;
}

export class Lab {
  readonly folder: string;
  readonly certificate: Certificate;
  readonly kamailio: Kamailio;
  readonly #ports: PortBlock;
  readonly #parts: Part[];

  private constructor(setting: {
    folder: string;
    certificate: Certificate;
    ports: PortBlock;
    rtpengine: Rtpengine;
    kamailio: Kamailio;
  }) {
    this.folder = setting.folder;
    this.certificate = setting.certificate;
    this.kamailio = setting.kamailio;
    this.#ports = setting.ports;
    this.#parts = [setting.rtpengine, setting.kamailio];
  }

  /** Everything is up when it returns, and everything is gone again when it throws. */
  static async start(options: LabOptions = {}): Promise<Lab> {
    const ports = await reservePorts();
    const folder = await makeFolder();
    const certificate = await makeCertificate(folder, 'server');
    await giveToNobody(folder);
    const rtpengine = new Rtpengine({ folder, ports });
    const { ngPort } = rtpengine;
    const kamailio = new Kamailio({
      folder,
      ports,
      certificate,
      domain,
      users: passwords,
      ngPort,
      ...options,
    });
    const lab = new Lab({ folder, certificate, ports, rtpengine, kamailio });
    try {
      await rtpengine.start();
      await kamailio.start();
    } catch (error) {
      await lab.stop();
      throw error;
    }
    return lab;
  }

  /** A desk phone, registered. */
  async phone(
    user: User,
    options: Pick<BaresipOptions, 'says' | 'answers'> & Partial<BaresipOptions>,
  ): Promise<Baresip> {
    const phone = new Baresip({
      folder: this.folder,
      ports: this.#ports,
      user,
      password: passwords[user],
      domain,
      proxyPort: this.kamailio.sipPort,
      ...options,
    });
    this.#parts.push(phone);
    await phone.start();
    return phone;
  }

  /** A WebRTC phone, connected and not yet registered. */
  async webPhone(
    user: User,
    options: { server: string; ca?: string; password?: string; hertz?: number },
  ): Promise<SipPhone> {
    const { hertz = 550, password = passwords[user], ...transportOptions } = options;
    return this.#connected({
      user,
      password,
      domain,
      media: () => new WebMedia({ hertz, amplitude: 0.5 }),
      transport: { transportConstructor: WebTransport, transportOptions },
    });
  }

  /** A plain phone on UDP and RTP that hears exactly, also after a hold; registered. One call at a time. */
  async plainPhone(user: User, options: { hertz: number }): Promise<SipPhone> {
    const port = this.#ports.take();
    const rtp = this.#ports.takeRange(2).first;
    const phone = await this.#connected({
      user,
      password: passwords[user],
      domain,
      media: () => new PlainMedia({ hertz: options.hertz, amplitude: 0.5 }, rtp),
      transport: {
        transportConstructor: UdpTransport,
        transportOptions: { port, proxyPort: this.kamailio.sipPort },
      },
      contact: `sip:${user}@127.0.0.1:${port}`,
    });
    const status = await phone.register();
    if (status !== 200) throw new Error(`${phone.uri} was not registered: ${status}`);
    return phone;
  }

  async #connected(options: SipPhoneOptions): Promise<SipPhone> {
    const phone = new SipPhone(options);
    this.#parts.push(phone);
    await phone.connect();
    return phone;
  }

  /** A network in front of the server, in working order. */
  async proxy(): Promise<Proxy> {
    const { certificate, kamailio } = this;
    const proxy = new Proxy({ port: this.#ports.take(), certificate, upstream: kamailio.wsUrl });
    this.#parts.push(proxy);
    await proxy.admit();
    return proxy;
  }

  async script(
    scenario: Scenario,
    options: Pick<SippOptions, 'as' | 'count' | 'atOnce'> & { calls?: User } = {},
  ): Promise<Sipp> {
    const { folder, kamailio } = this;
    const sipp = new Sipp({
      folder,
      ports: this.#ports,
      scenario,
      proxyPort: kamailio.sipPort,
      domain,
      ...options,
    });
    this.#parts.push(sipp);
    await sipp.start();
    return sipp;
  }

  /** A port of ours on which nothing listens. */
  freePort(): number {
    return this.#ports.take();
  }

  /** Stops everything, whatever else fails to stop; throws the first failure at the end. */
  async stop(): Promise<void> {
    const outcomes = await Promise.allSettled(this.#parts.splice(0).map(part => part.stop()));
    await removeFolder(this.folder);
    this.#ports.dispose();
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
