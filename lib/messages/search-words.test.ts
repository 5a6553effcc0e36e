import { describe, expect, it } from 'vitest';
import { toHighlight, toSearchQuery } from './search-words';

describe('what is typed into a search', () => {
  it.each([
    ['sofá', "'sofá':*"],
    ['sofá azul', "'sofá' & 'azul':*"],
    ['"sofá azul" três', "'sofá azul' & 'três':*"],
    ['"três lugares"', "'três lugares'"],
    ["d'água", "'d água':*"],
    ["a\\' | !b & (c:*)", "'a' & '!b' & '(c:*)':*"],
    ['2.890', "'2.890':*"],
    ['\u0000oi', "'oi':*"],
  ])('%s', (typed, query) => expect(toSearchQuery(typed)).toBe(query));

  it.each(['', '  ', '!!! ???', '""', '😀'])('finds no word in %j', (typed) =>
    expect(toSearchQuery(typed)).toBeUndefined(),
  );

  it('marks what was found and escapes everything else', () =>
    expect(toHighlight('\u0004b\u0005\u0002sofá\u0003 & "mesa"')).toBe(
      '&lt;b&gt;<mark>sofá</mark> &amp; &quot;mesa&quot;',
    ));
});
