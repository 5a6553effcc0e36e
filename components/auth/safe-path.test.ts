import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path';

const origin = 'http://localhost:8500';

describe('safePath', () => {
  it.each([
    ['/conversations?status=open#m1', '/conversations?status=open#m1'],
    ['conversations', '/conversations'],
    [`${origin}/whatsapp`, '/whatsapp'],
    [null, '/'],
    ['', '/'],
    ['https://evil.example/x', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['\\\\evil.example', '/'],
    [`${origin}//evil.example`, '/'],
    [`${origin}.evil.example/`, '/'],
    ['http://localhost:8500@evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['data:text/html,x', '/'],
    ['/sign-in?callbackUrl=/sign-in', '/'],
    ['http://', '/'],
  ])('%j → %s', (wanted, expected) => {
    expect(safePath(wanted, origin)).toBe(expected);
  });
});
