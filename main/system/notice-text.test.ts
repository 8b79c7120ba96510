import { describe, expect, it } from 'vitest';
import { noticeBody } from './notice-text.ts';

describe('the body of a notice', () => {
  it('is no markup where the desktop would read it as such', () => {
    const text = '<img src="file:///home/sara/.face"> Haddad & Sons';
    expect(noticeBody(text, 'linux')).toBe('&lt;img src="file:///home/sara/.face"&gt; Haddad &amp; Sons');
    expect(noticeBody(text, 'win32')).toBe(text);
  });

  it('is short, and never ends within a sign that was written out', () => {
    expect(noticeBody('&'.repeat(1000), 'linux')).toBe('&amp;'.repeat(300));
  });
});
