import {
  DirectionProvider,
  MantineProvider,
  useDirection,
  type MantineColorSchemeManager,
} from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { useEffect, useLayoutEffect, type ReactNode } from 'react';
import { directionOf, languageOf } from '../../shared/i18n/words.ts';
import { cssVariables, theme } from '../ui/theme.ts';
import { Frame } from './frame/Frame.tsx';
import { FirstRun } from './frame/pages.ts';
import { listenToKeys } from './keys/listen.ts';
import { KeyLayers } from './keys/layers.ts';
import { KeyLayersContext } from './keys/useKeys.ts';
import {
  PartsProvider,
  TongueProvider,
  useLanguage,
  useParts,
  useWorkspace,
  type Parts,
} from './state/context.tsx';

const layers = new KeyLayers();

/** The colour scheme is one of the settings. Mantine's own way reads it from the page's storage, which is slow to open. */
const noManager: MantineColorSchemeManager = {
  get: scheme => scheme,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** `nonce` lets Mantine's style elements pass the page's content security policy. */
export function App({ parts, nonce }: { parts: Parts; nonce: string }) {
  return (
    <PartsProvider parts={parts}>
      <KeyLayersContext value={layers}>
        <Spoken>
          <Themed nonce={nonce} />
        </Spoken>
      </KeyLayersContext>
    </PartsProvider>
  );
}

function Spoken({ children }: { children: ReactNode }) {
  const language = useWorkspace(state => state.settings.language) ?? languageOf(navigator.language);
  return (
    <TongueProvider language={language}>
      <DirectionProvider initialDirection={directionOf(language)} detectDirection={false}>
        {children}
      </DirectionProvider>
    </TongueProvider>
  );
}

function Themed({ nonce }: { nonce: string }) {
  const wanted = useWorkspace(state => state.settings.colourScheme);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const language = useLanguage();
  const firstRunDone = useWorkspace(state => state.settings.firstRunDone);
  const { setDirection } = useDirection();
  const { drafts, runs } = useParts();

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    setDirection(directionOf(language));
  }, [language, setDirection]);

  useEffect(() => {
    const keys = listenToKeys(window, layers);
    const leave = () => {
      drafts.flushAll();
      runs.flushAll();
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('blur', leave);
    return () => {
      keys.dispose();
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('blur', leave);
    };
  }, [drafts, runs]);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={noManager}
      forceColorScheme={wanted === 'auto' ? system : wanted}
      getStyleNonce={() => nonce}
    >
      {firstRunDone ? <Frame /> : <FirstRun />}
    </MantineProvider>
  );
}
