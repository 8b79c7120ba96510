/** A person at Hatif's workspace: acts by role and label as anyone would, and is asked what can be seen and heard. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { CallView } from '../../shared/call/view.ts';
import type { Key } from '../../shared/i18n/keys.ts';
import { createWords } from '../../shared/i18n/words.ts';
import type { MediaStats } from '../../shared/media/protocol.ts';
import type { RunningHatif } from './launch.ts';
import { until } from './until.ts';

/** The words on the screen; every story runs in English unless it says otherwise. */
export const words = createWords('en');

export interface Line {
  server: string;
  user: string;
  password: string;
  domain: string;
}

/** Mean level, 0–1, below which nobody would call it a sound, and above which everybody would. */
const silence = 0.005;
const sound = 0.03;

export class Agent {
  readonly hatif: RunningHatif;
  readonly page: Page;

  constructor(hatif: RunningHatif) {
    this.hatif = hatif;
    this.page = hatif.window;
  }

  /** First run: *Connect my phone system*, with what the administrator gave. Returns when Hatif has begun to try. */
  async connects(line: Line): Promise<void> {
    const { page } = this;
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('radio', { name: words('firstRun.connect') }).click();
    await page.getByRole('button', { name: words('common.next') }).click();
    await this.#types(line);
  }

  /** Corrects the line on the first-run page. */
  async corrects(line: Partial<Line>): Promise<void> {
    await this.page.getByRole('button', { name: words('common.edit') }).click();
    await this.#types(line);
  }

  async goesToDesk(): Promise<void> {
    await this.page.getByRole('button', { name: words('firstRun.toDesk') }).click();
    await expect(this.#band).toBeVisible();
  }

  /** Signs in and goes to the desk. */
  async registers(line: Line): Promise<void> {
    await this.connects(line);
    await this.sees('firstRun.connected');
    await this.goesToDesk();
  }

  /** A sentence of the catalogue is on the screen, with whatever is filled in. */
  async sees(key: Key, within = 15_000): Promise<void> {
    await expect(this.page.getByText(sentence(key)).first()).toBeVisible({ timeout: within });
  }

  async seesNoMore(key: Key, within = 15_000): Promise<void> {
    await expect(this.page.getByText(sentence(key))).toHaveCount(0, { timeout: within });
  }

  /** Types a number into the call band and calls it. */
  async calls(number: string): Promise<void> {
    const field = this.#band.getByRole('combobox', { name: words('call.dialPrompt') });
    await field.fill(number);
    await field.press('Enter');
    await until('the call is on its way', async () => (await this.call()) !== null);
  }

  async answers(): Promise<void> {
    await this.#press('call.answer');
  }

  async holds(): Promise<void> {
    await this.#press('call.hold');
  }

  async resumes(): Promise<void> {
    await this.#press('call.resume');
  }

  async mutes(): Promise<void> {
    await this.#press('call.mute');
  }

  async hangsUp(): Promise<void> {
    await this.#press('call.hangUp');
  }

  /** Sends the call on to a number without asking there. */
  async transfers(number: string): Promise<void> {
    await this.#typesTarget(number);
    await this.#press('transfer.now');
  }

  /** Calls a number, so that who answers joins the call. */
  async adds(number: string): Promise<void> {
    await this.#typesTarget(number);
    await this.#press('transfer.add');
  }

  async takesBack(): Promise<void> {
    await this.#press('transfer.takeBack');
  }

  /** Clears an ended call off the desk. */
  async putsAway(): Promise<void> {
    const next = this.page.getByRole('complementary', { name: words('frame.regionNext') });
    await next.getByRole('button', { name: new RegExp(`^${words('call.putAway')}`) }).click();
    await this.isAt('call.none');
  }

  /** Presses keys on the keypad, one after the other. */
  async enters(digits: string): Promise<void> {
    await this.#press('call.keypad');
    const keypad = this.page.getByRole('dialog', { name: words('call.keypad') });
    for (const digit of digits) await keypad.getByRole('button', { name: digit, exact: true }).click();
    await this.page.keyboard.press('Escape');
  }

  /** The word under the time of the call: *Ringing*, *On call*, *They hold* … */
  async isAt(word: Key, within = 15_000): Promise<void> {
    await expect(this.#band.getByRole('timer')).toContainText(words(word), { timeout: within });
  }

  /** The call that lives, or the last that did; null when there is none. */
  async call(): Promise<CallView | null> {
    const { calls } = await this.#asks<{ calls: CallView[] }>('app.snapshot', null);
    return calls.find(call => call.phase !== 'ended') ?? calls.at(-1) ?? null;
  }

  async stats(): Promise<MediaStats | null> {
    const call = await this.call();
    return call === null ? null : this.#asks<MediaStats | null>('call.stats', { callId: call.id });
  }

  /** Waits until for half a second the mean level of what comes in is that of a sound. */
  async hears(within = 15_000): Promise<void> {
    await this.#listens('hears something', 500, level => level > sound, within);
  }

  /** Waits until for a whole second nothing comes in but silence. */
  async hearsNothing(within = 15_000): Promise<void> {
    await this.#listens('hears nothing', 1000, level => level < silence, within);
  }

  async #listens(what: string, ms: number, probe: (level: number) => boolean, within: number): Promise<void> {
    let from: MediaStats | null = null;
    let level = Number.NaN;
    const look = async () => {
      const now = await this.stats();
      if (from === null || now === null) {
        from = now;
        return false;
      }
      const elapsed = now.at - from.at;
      if (elapsed < ms) return false;
      level = Math.sqrt(Math.max(0, now.energyIn - from.energyIn) / (elapsed / 1000));
      from = now;
      return probe(level);
    };
    await until(`the agent ${what}`, look, {
      within,
      every: 100,
      seen: () => `a level of ${level.toFixed(4)}`,
    });
  }

  get #band(): Locator {
    return this.page.getByRole('region', { name: words('frame.regionCall') });
  }

  async #press(key: Key): Promise<void> {
    await this.#band.getByRole('button', { name: new RegExp(`^${words(key)}`) }).click();
  }

  async #typesTarget(number: string): Promise<void> {
    await this.#press('transfer.transfer');
    await this.#band.getByRole('combobox', { name: words('transfer.whom') }).fill(number);
  }

  async #types(line: Partial<Line>): Promise<void> {
    const fields: Record<keyof Line, Key> = {
      server: 'line.server',
      user: 'line.user',
      password: 'line.password',
      domain: 'line.domain',
    };
    for (const [field, label] of Object.entries(fields)) {
      const text = line[field as keyof Line];
      if (text !== undefined)
        await this.page.getByRole('textbox', { name: words(label), exact: true }).fill(text);
    }
    await this.page.getByRole('button', { name: words('line.saveAndConnect') }).click();
  }

  /** Only to measure: what it changes nothing by, and no person could read off the screen. */
  async #asks<T>(name: 'app.snapshot' | 'call.stats', input: unknown): Promise<T> {
    const reply = await this.page.evaluate(
      async ([procedure, argument]) => {
        const bridge = (window as unknown as { hatif: { invoke(n: unknown, i: unknown): Promise<unknown> } })
          .hatif;
        return bridge.invoke(procedure, argument);
      },
      [name, input] as const,
    );
    const { ok, value } = reply as { ok: boolean; value: T };
    if (!ok) throw new Error(`${name} was refused: ${JSON.stringify(reply)}`);
    return value;
  }
}

/** A catalogue's sentence as a pattern: what is filled in may be anything. */
function sentence(key: Key): RegExp {
  const mark = '\u0000';
  const text = words(key, { detail: mark, time: mark, line: mark, one: mark, other: mark, who: mark });
  const parts = text.split(/\u2068?\u0000\u2069?/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.*'));
}
