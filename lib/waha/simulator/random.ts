/** Seeded source of everything that looks random, so that a run can be repeated. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  int(below: number): number;
  hex(length: number): string;
  base64(bytes: number): string;
  pick(alphabet: string, length: number): string;
}

/** mulberry32: small, fast, good enough for ids. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(int(alphabet.length))).join('');
  return {
    next,
    int,
    pick,
    hex: (length) => pick('0123456789ABCDEF', length),
    base64: (bytes) => Buffer.from(Array.from({ length: bytes }, () => int(256))).toString('base64'),
  };
}
