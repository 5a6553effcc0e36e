import { describe, expect, it } from 'vitest';
import { createEventParser } from './event-parser';

const stream = 'retry: 2000\nevent: ready\ndata: {}\n\n: still here\n\nevent: a\ndata: {"x":"é"}\n\n';

describe('createEventParser', () => {
  it('reads events and leaves comments out', () => {
    expect(createEventParser()(stream)).toEqual([
      { event: 'ready', data: '{}' },
      { event: 'a', data: '{"x":"é"}' },
    ]);
  });

  it('reads the same wherever the pieces are cut', () => {
    for (let cut = 1; cut < stream.length; cut += 1) {
      const parse = createEventParser();
      expect([...parse(stream.slice(0, cut)), ...parse(stream.slice(cut))]).toHaveLength(2);
    }
  });

  it('holds back an event whose end has not come', () => {
    const parse = createEventParser();
    expect(parse('event: a\ndata: 1\n')).toEqual([]);
    expect(parse('\n')).toEqual([{ event: 'a', data: '1' }]);
  });
});
