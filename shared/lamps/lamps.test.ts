import { describe, expect, test } from 'vitest';
import { lampOf, mergeDialogs, readDialogInfo } from './dialog-info.ts';
import { readMailbox } from './mailbox.ts';
import { readPresence } from './presence.ts';

const info = (dialogs: string, attributes = 'version="0" state="full"') =>
  `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:6002@pbx">${dialogs}</dialog-info>`;
const dialog = (state: string, attributes = '', rest = '') =>
  `<dialog id="6002" ${attributes}><state>${state}</state>${rest}</dialog>`;
const lamp = (body: string) => {
  const read = readDialogInfo(body);
  return read && lampOf(mergeDialogs([], read));
};

describe('the calls of a colleague', () => {
  test('as Asterisk tells them: no call id, no party, a direction only while it rings', () => {
    expect(lamp(info(dialog('terminated')))).toEqual({ state: 'free', dialog: null });
    expect(lamp(info(dialog('early', 'direction="recipient"')))?.state).toBe('ringing');
    expect(lamp(info(dialog('confirmed')))?.state).toBe('busy');
    expect(lamp(info(''))?.state).toBe('free');
  });

  test('with all that is needed to take the call', () => {
    const body = info(
      dialog(
        'early',
        'call-id="12aF@pbx" local-tag="lt" remote-tag="rt" direction="recipient"',
        `<remote><identity display="Huda &amp; &lt;b&gt;">sip:+96650123@pbx</identity><target uri="sip:+96650123@10.0.0.1"/></remote>`,
      ),
    );
    expect(lamp(body)?.dialog).toEqual({
      id: '6002',
      state: 'early',
      inbound: true,
      callId: '12aF@pbx',
      localTag: 'lt',
      remoteTag: 'rt',
      peer: { number: '+96650123', name: 'Huda & <b>', uri: 'sip:+96650123@pbx' },
    });
  });

  test('a call of their own that rings elsewhere is no call to take', () => {
    expect(lamp(info(dialog('early', 'direction="initiator"')))?.state).toBe('busy');
  });

  test('a partial notice changes what it names and leaves the rest', () => {
    const one = readDialogInfo(
      info('<dialog id="a"><state>confirmed</state></dialog><dialog id="b"><state>early</state></dialog>'),
    );
    const two = readDialogInfo(
      info('<dialog id="a"><state>terminated</state></dialog>', 'version="1" state="partial"'),
    );
    const known = mergeDialogs(mergeDialogs([], one!), two!);
    expect(known.map(({ id }) => id)).toEqual(['b']);
  });

  test('prefixes and empty elements are XML like any other', () => {
    const body = `<d:dialog-info xmlns:d="x" version="7" state="full"><d:dialog id="1"><d:state event="x">confirmed</d:state><d:remote/></d:dialog></d:dialog-info>`;
    expect(lamp(body)?.state).toBe('busy');
  });

  test.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['HTML', '<html><body>dialog-info</body></html>'],
    ['open', '<dialog-info version="1"><dialog>'],
    ['without a version', '<dialog-info state="full"/>'],
    ['entities', '<!DOCTYPE x [<!ENTITY a "b">]><dialog-info version="1" state="full"/>'],
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(99)}">]><dialog-info version="1">&b;</dialog-info>`,
    ],
    ['an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><dialog-info version="1"/>'],
    ['a tower', `<dialog-info version="1">${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</dialog-info>`],
    ['too long', `<dialog-info version="1">${' '.repeat(70_000)}</dialog-info>`],
    ['prototypes', '<__proto__ version="1"/>'],
  ])('%s tells nothing', (_what, body) => {
    expect(readDialogInfo(body)).toBeNull();
  });

  test('what could end a header is no call id', () => {
    const body = info(
      dialog('early', `call-id="a;to-tag=x&#13;&#10;Route: y" local-tag="l,m" remote-tag="r"`),
    );
    expect(lamp(body)?.dialog).toMatchObject({ callId: null, localTag: null, remoteTag: 'r' });
  });

  test('more dialogs than anybody has are not kept', () => {
    const many = Array.from({ length: 500 }, (_, i) => `<dialog id="${i}"><state>confirmed</state></dialog>`);
    expect(readDialogInfo(info(many.join('')))?.dialogs).toHaveLength(32);
  });
});

describe('presence', () => {
  const pidf = (basic: string, note = '', person = '') =>
    `<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:a@b">${person}${note}<tuple id="1"><status><basic>${basic}</basic></status></tuple></presence>`;
  test.each([
    ['ready', pidf('open', '<note>Ready</note>'), { state: 'free', note: 'Ready' }],
    [
      'on the phone, as Asterisk says it',
      pidf('open', '<note>On the phone</note>'),
      { state: 'busy', note: 'On the phone' },
    ],
    ['gone', pidf('closed', '<note>Unavailable</note>'), { state: 'away', note: 'Unavailable' }],
    [
      'busy by activity',
      pidf(
        'open',
        '',
        '<p:person xmlns:p="x"><r:activities xmlns:r="y"><r:on-the-phone/></r:activities></p:person>',
      ),
      { state: 'busy', note: null },
    ],
    [
      'away by activity',
      pidf('open', '', '<person><activities><away/></activities></person>'),
      { state: 'away', note: null },
    ],
    ['nothing told', '<presence entity="x"/>', { state: 'unknown', note: null }],
  ])('%s', (_what, body, presence) => {
    expect(readPresence(body)).toEqual(presence);
  });

  test('nonsense tells nothing', () => {
    expect(readPresence('<presence')).toBeNull();
  });
});

describe('a mailbox', () => {
  test.each([
    ['Messages-Waiting: yes\r\nVoice-Message: 1/0 (0/0)\r\n', { waiting: true, fresh: 1, old: 0 }],
    [
      'messages-waiting: NO\nMessage-Account: sip:x@y\nvoice-message: 0/12',
      { waiting: false, fresh: 0, old: 12 },
    ],
    ['Messages-Waiting: yes', { waiting: true, fresh: null, old: null }],
    ['Messages-Waiting: yes\r\nVoice-Message: 9999999/1', { waiting: true, fresh: null, old: null }],
    ['Voice-Message: 1/0', null],
    ['', null],
  ])('%j', (body, mailbox) => {
    expect(readMailbox(body)).toEqual(mailbox);
  });
});
