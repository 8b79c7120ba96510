/** Texts that do not fit their place, and a page that is wider than the window. Runs in the page. */
export function cutOff(): string[] {
  const cut = [...document.querySelectorAll('.clip, .match p, .call-button-label, .small, .lane-item')]
    .filter(element => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    .map(element => element.textContent ?? '');
  return document.documentElement.scrollWidth > innerWidth
    ? [...cut, 'the page is wider than the window']
    : cut;
}
