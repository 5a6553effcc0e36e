import { describe, expect, it } from 'vitest';
import { createTimes } from './times';

const now = Date.parse('2026-11-24T02:30:00Z');
const pt = createTimes('pt-BR', 'America/Sao_Paulo');
const en = createTimes('en', 'America/Sao_Paulo');

describe('createTimes', () => {
  it.each([
    ['2026-11-23T13:05:00Z', '10:05', '10:05'],
    ['2026-11-23T02:59:00Z', 'ontem', 'yesterday'],
    ['2026-11-21T12:00:00Z', '21/11/26', '11/21/26'],
  ])('writes %s in a list by the zone’s own day', (time, portuguese, english) => {
    expect(pt.short(time, now)).toBe(portuguese);
    expect(en.short(time, now)).toBe(english);
  });

  it.each([
    ['2026-11-24T02:00:00Z', 'Hoje'],
    ['2026-11-22T20:00:00Z', 'Ontem'],
    ['2026-11-20T12:00:00Z', 'sexta-feira, 20 de novembro'],
    ['2025-03-02T12:00:00Z', '2 de março de 2025'],
  ])('names the day of %s', (time, expected) => expect(pt.day(time, now)).toBe(expected));

  it('knows midnight as 00', () => expect(pt.clock('2026-11-23T03:04:00Z')).toBe('00:04'));

  it('keeps yesterday right where a day has 23 hours', () => {
    const lisbon = createTimes('pt-BR', 'Europe/Lisbon');
    expect(lisbon.short('2026-03-28T12:00:00Z', Date.parse('2026-03-29T23:30:00+01:00'))).toBe('ontem');
  });

  it.each([
    ['2026-11-24T02:50:00Z', 'hoje'],
    ['2026-11-24T12:00:00Z', 'amanhã'],
    ['2026-11-30T12:00:00Z', 'seg., 30 de nov.'],
    ['2027-01-04T12:00:00Z', 'seg., 4 de jan. de 2027'],
  ])('says in a sentence on which day %s is', (time, expected) => expect(pt.near(time, now)).toBe(expected));

  it('finds the moment of an hour, also on the day clocks change', () => {
    expect(pt.momentOf('2026-11-24T09:00')).toBe(Date.parse('2026-11-24T12:00:00Z'));
    const lisbon = createTimes('pt-BR', 'Europe/Lisbon');
    expect(lisbon.momentOf('2026-03-28T09:00')).toBe(Date.parse('2026-03-28T09:00:00Z'));
    expect(lisbon.momentOf('2026-03-29T09:00')).toBe(Date.parse('2026-03-29T08:00:00Z'));
    expect(lisbon.momentOf('2026-10-25T09:00')).toBe(Date.parse('2026-10-25T09:00:00Z'));
  });

  it('tells and finds what clocks of the zone show', () => {
    expect(pt.wallOf('2026-11-24T02:50:00Z')).toBe('2026-11-23T23:50');
    expect(pt.momentOf('2026-11-23T23:50')).toBe(Date.parse('2026-11-24T02:50:00Z'));
    expect(pt.momentOf('')).toBeNaN();
  });

  it('names the zone only where this machine keeps another time', () => {
    expect(
      createTimes('pt-BR', Intl.DateTimeFormat().resolvedOptions().timeZone).foreignZone(),
    ).toBeUndefined();
    // No machine keeps two times.
    const names = ['America/Sao_Paulo', 'Asia/Tokyo'].map((zone) => createTimes('pt-BR', zone).foreignZone());
    expect(names.filter(Boolean).join()).toMatch(/Horário Padrão (de Brasília|do Japão)/);
  });
});
