// An address book and a directory on real servers, from the settings to the search.
import { ask, practiceWithoutCall } from './stories/agent.ts';
import { radicale, radicaleReady } from './lab/radicale.ts';
import { slapd, slapdReady, manager, suffix } from './lab/slapd.ts';
import { words } from './support/agent.ts';
import { expect, test } from './support/test.ts';
import { usualAttributes } from '../shared/directories/types.ts';

const book = '/sami/people/';
const makeBook = `<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/><C:addressbook/></resourcetype><displayname>Company</displayname></prop></set></mkcol>`;
const card =
  'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:h\r\nFN:Huda Alharbi\r\nN:Alharbi;Huda;;;\r\nTEL;TYPE=CELL:+966505550142\r\nEND:VCARD\r\n';
const entry = `dn: cn=Zoe Lang,${suffix}\nobjectClass: inetOrgPerson\ncn: Zoe Lang\nsn: Lang\ntelephoneNumber: +49 421 5550148\n`;

test('people go both ways by CardDAV, and a directory is asked by LDAP', async ({ launch }) => {
  for (const readiness of [await radicaleReady(), await slapdReady()])
    test.skip(!readiness.ready, readiness.ready ? '' : readiness.reason);
  const [dav, ldap] = await Promise.all([radicale(), slapd([entry])]);
  try {
    await dav.ask('MKCOL', book, { headers: { 'content-type': 'application/xml' }, body: makeBook });
    await dav.ask('PUT', `${book}h.vcf`, { headers: { 'content-type': 'text/vcard' }, body: card });
    const { window } = await launch();
    await practiceWithoutCall(window);
    await window.getByRole('button', { name: words('frame.navSettings') }).click();
    await window.getByRole('button', { name: words('settings.directories') }).click();
    await window.getByRole('button', { name: words('directories.addBook') }).click();
    await window.getByLabel(words('directories.url')).fill(dav.url);
    await window.getByLabel(words('directories.user'), { exact: true }).fill(dav.user);
    await window.locator('input[type=password]').fill(dav.password);
    await window.getByRole('switch', { name: words('directories.allowPrivate') }).click({ force: true });
    await window.getByRole('switch', { name: words('directories.allowHttp') }).click({ force: true });
    await window.getByRole('button', { name: words('directories.test'), exact: true }).click();
    await expect(window.getByText(words('directories.stepRead'))).toBeVisible({ timeout: 20_000 });
    await window.getByRole('button', { name: words('directories.save') }).click();
    await expect(window.locator('.directory .dot.ready')).toBeVisible({ timeout: 20_000 });

    // What is entered here goes there.
    await ask(window, 'contact.add', { fields: { name: 'Omar Haddad' }, callId: null });
    await window.getByRole('button', { name: words('directories.syncNow') }).click();
    await expect
      .poll(async () => (await dav.ask('GET', book)).text(), { timeout: 20_000 })
      .toContain('FN:Omar Haddad');

    await ask(window, 'directory.save', {
      account: {
        id: 'l', kind: 'ldap', name: 'Staff', host: '127.0.0.1', port: ldap.port, security: 'none', user: manager,
        base: suffix, filter: '', attributes: usualAttributes, authority: null, paused: false,
      },
      password: ldap.password,
    });
    await window.getByRole('button', { name: words('frame.navContacts') }).click();
    const search = window.getByLabel(words('contacts.searchLabel'));
    await search.fill('alharbi');
    await expect(window.locator('.found-row')).toContainText('CardDAV · Company', { timeout: 10_000 });
    await search.fill('zoe');
    await expect(window.locator('.outside')).toContainText('LDAP · Staff', { timeout: 10_000 });
    await window.getByRole('button', { name: words('directories.keepHit') }).click();
    await expect(window.getByRole('heading', { name: 'Zoe Lang' })).toBeVisible();
  } finally {
    await Promise.all([dav.close(), ldap.close()]);
  }
}); // prettier-ignore
