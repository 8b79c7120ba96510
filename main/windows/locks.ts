/** What no window may do, whatever runs in it: navigate, open windows, embed, attach web views, or ask for permissions. */
import { app, session, type WebContents } from 'electron';
import { telephonyPage } from '../../shared/headset/types.ts';
import type { WindowRoles } from './roles.ts';

/** Only the media window hears the microphone, chooses speakers and reads the buttons of headsets. */
const mediaMay = new Set(['media', 'speaker-selection', 'audioCapture', 'hid']);

export function lockPermissions(roles: WindowRoles): void {
  const may = (contents: WebContents | null, permission: string): boolean =>
    roles.of(contents) === 'media' && mediaMay.has(permission);
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
    const video = 'mediaTypes' in details && (details.mediaTypes ?? []).includes('video');
    answer(!video && may(contents, permission));
  });
  defaultSession.setPermissionCheckHandler((contents, permission) => may(contents, permission));
  // Asked besides the window's permission; nothing but a telephone is ever opened, and no page chooses one.
  defaultSession.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === 'hid' && origin.startsWith('hatif://app') && isTelephone(device),
  );
  defaultSession.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  defaultSession.on('will-download', event => event.preventDefault());
}

/** Electron 33 says no collections; the page looks at them itself before it opens anything. */
function isTelephone(device: object): boolean {
  const collections: unknown = 'collections' in device ? device.collections : undefined;
  if (!Array.isArray(collections)) return true;
  return collections.some(
    (each: unknown) =>
      typeof each === 'object' && each !== null && 'usagePage' in each && each.usagePage === telephonyPage,
  );
}

/** Every web contents that will ever be, also one that we did not mean to make. */
export function lockNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', event => event.preventDefault());
    contents.on('will-frame-navigate', event => event.preventDefault());
    contents.on('will-redirect', event => event.preventDefault());
    contents.on('will-attach-webview', event => event.preventDefault());
  });
}
