import {
  DirectionProvider,
  MantineProvider,
  useDirection,
  type MantineColorSchemeManager,
} from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import type { i18n } from 'i18next';
import { useEffect, useLayoutEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { directionOf, languageOf } from '../../shared/i18n/words.ts';
import { cssVariables, theme } from '../ui/theme.ts';
import { Frame } from './frame/Frame.tsx';
import { FirstRun } from './frame/pages.ts';
import { listenToKeys } from './keys/listen.ts';
import { KeyLayers } from './keys/layers.ts';
import { KeyLayersContext } from './keys/useKeys.ts';
import { PartsProvider, useParts, useWorkspace, type Parts } from './state/context.tsx';

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
export function App({ parts, translator, nonce }: { parts: Parts; translator: i18n; nonce: string }) {
  return (
    <PartsProvider parts={parts}>
      <I18nextProvider i18n={translator}>
        <KeyLayersContext value={layers}>
          <DirectionProvider
            initialDirection={directionOf(translator.language === 'ar' ? 'ar' : 'en')}
            detectDirection={false}
          >
            <Themed translator={translator} nonce={nonce} />
          </DirectionProvider>
        </KeyLayersContext>
      </I18nextProvider>
    </PartsProvider>
  );
}

function Themed({ translator, nonce }: { translator: i18n; nonce: string }) {
  const wanted = useWorkspace(state => state.settings.colourScheme);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const language = useWorkspace(state => state.settings.language) ?? languageOf(navigator.language);
  const firstRunDone = useWorkspace(state => state.settings.firstRunDone);
  const { setDirection } = useDirection();
  const { drafts, runs } = useParts();

  useLayoutEffect(() => {
    void translator.changeLanguage(language);
    document.documentElement.lang = language;
    setDirection(directionOf(language));
  }, [translator, language, setDirection]);

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
