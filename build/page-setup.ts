// What a page can count on in Chromium and jsdom leaves out.
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

class NoObserver implements ResizeObserver, IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

const noMatch = (media: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });

Object.assign(window, { matchMedia: noMatch, ResizeObserver: NoObserver, IntersectionObserver: NoObserver });
Element.prototype.scrollIntoView ??= () => {};

afterEach(cleanup);
