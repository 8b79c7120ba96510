/** A desktop that takes notices: a session bus of its own, and on it the service for notices as python-dbusmock plays it. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { giveToNobody, makeFolder, removeFolder } from './folder.ts';
import { prepareLab, type Readiness } from './packages.ts';
import { Program } from './program.ts';

const run = promisify(execFile);

export const noticesReady = (): Promise<Readiness> =>
  prepareLab({
    'dbus-daemon': 'dbus-daemon',
    'python3-dbusmock': null,
    'libglib2.0-bin': 'gdbus',
    // Electron looks for it when it starts; without it there are no notices at all.
    libnotify4: null,
  });

/** What the desktops in use can do: a notice can be pressed, and its body is read as markup. */
const capabilities = JSON.stringify({ capabilities: 'actions body body-markup' });

export interface Desktop {
  /** For the environment of the app. */
  readonly env: Readonly<Record<string, string>>;
  /** Title and body of what was shown, in order. */
  shown(): { title: string; body: string }[];
  /** Somebody presses the notice that was shown as the `nth`, from 1. */
  press(nth: number): Promise<void>;
  close(): Promise<void>;
}

export async function desktop(): Promise<Desktop> {
  const folder = await makeFolder();
  const file = (name: string): string => join(folder, name);
  const address = `unix:path=${file('bus')}`;
  // Whoever runs the app may speak on it: the lab's programs run as nobody.
  await writeFile(
    file('bus.conf'),
    `<busconfig><type>session</type><listen>${address}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/></policy>
</busconfig>`,
  );
  await giveToNobody(folder);
  const bus = new Program({
    command: 'dbus-daemon',
    args: [`--config-file=${file('bus.conf')}`, '--nofork'],
    folder,
    logFile: file('bus.log'),
  });
  const ask = (method: string, ...args: string[]) =>
    run('gdbus', [
      'call', '--address', address, '--dest', 'org.freedesktop.Notifications',
      '--object-path', '/org/freedesktop/Notifications', '--method', method, ...args,
    ]); // prettier-ignore
  const answers = () =>
    ask('org.freedesktop.Notifications.GetServerInformation').then(
      () => true,
      () => false,
    );
  const listed = () =>
    run('gdbus', ['call', '--address', address, '--dest', 'org.freedesktop.DBus', '--object-path', '/', '--method', 'org.freedesktop.DBus.ListNames']).then(
      () => true,
      () => false,
    ); // prettier-ignore
  await bus.ready('answers', listed);
  const service = new Program({
    command: 'env',
    args: [
      `DBUS_SESSION_BUS_ADDRESS=${address}`,
      '/usr/bin/python3', '-u', '-m', 'dbusmock', '--template', 'notification_daemon', '--parameters', capabilities,
    ], // prettier-ignore
    folder,
    logFile: file('service.log'),
  });
  await service.ready('answers', answers, 30_000);
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: address },
    shown: () =>
      [...service.log.matchAll(/ Notify "[^"]*" \d+ "[^"]*" "([^"]*)" "([^"]*)"/g)].map(
        ([, title = '', body = '']) => ({ title, body }),
      ),
    async press(nth) {
      const values = `[<uint32 ${nth}>, <'default'>]`;
      await ask(
        'org.freedesktop.DBus.Mock.EmitSignal',
        'org.freedesktop.Notifications',
        'ActionInvoked',
        'us',
        values,
      );
    },
    async close() {
      await service.stop();
      await bus.stop();
      await removeFolder(folder);
    },
  };
}
