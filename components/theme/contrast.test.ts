import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Tokens = Record<string, string>;
type Rgb = [number, number, number];

const text = 4.5;
const graphic = 3;
const members = [1, 2, 3, 4, 5, 6, 7, 8].map((tone) => `member-${tone}`);
const charts = [1, 2, 3, 4, 5].map((chart) => `chart-${chart}`);

/** Colours, the grounds they stand on (`a+9%b` = b mixed into a, `self` = the colour), the ratio they need. */
const pairs: [string[], string, number][] = [
  [
    ['foreground'],
    'background card popover muted secondary accent popover-accent highlight thread background+9%foreground',
    text,
  ],
  [
    ['muted-foreground'],
    'background card popover muted secondary accent popover-accent popover-muted thread accent+7%foreground',
    text,
  ],
  [['foreground'], 'warning-soft destructive-soft success-soft', text],
  [['muted-foreground'], 'warning-soft destructive-soft', text],
  [['primary'], 'background card popover muted accent thread success-soft', text],
  [['primary-foreground'], 'primary', text],
  [['destructive'], 'background card popover popover-accent accent thread destructive-soft bubble-out', text],
  [['destructive-foreground'], 'destructive', text],
  [['warning'], 'background card popover popover-accent accent thread warning-soft', text],
  [['background'], 'warning foreground', text],
  [['success'], 'background card success-soft', text],
  [['sidebar-foreground'], 'sidebar sidebar-accent', text],
  [['sidebar-accent-foreground'], 'sidebar-accent', text],
  [['bubble-in-foreground', 'bubble-in-muted'], 'bubble-in bubble-in+6%foreground', text],
  [['bubble-out-foreground', 'bubble-out-muted'], 'bubble-out bubble-out+7%foreground', text],
  [['bubble-link'], 'bubble-in bubble-out bubble-out+7%foreground', text],
  [['note-foreground', 'note-muted'], 'note note+7%note-foreground', text],
  [members, 'bubble-in bubble-in+6%foreground background+14%self accent', text],
  [members.map((tone) => `${tone}+15%foreground`), 'bubble-out+7%foreground', text],
  [['tick-read'], 'bubble-out background accent', graphic],
  [['input'], 'background card popover', graphic],
  [['focus'], 'background card popover thread sidebar accent note bubble-out', graphic],
  [charts, 'card', graphic],
];

const css = readFileSync(new URL('../../app/tokens.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('@variant dark');
const light = tokensOf(lightCss);
const dark = { ...light, ...tokensOf(darkCss) };

describe.each([
  ['light', light],
  ['dark', dark],
])('contrast in %s', (_, tokens) => {
  it.each(pairs)('%s on %s is at least %d', (colours, grounds, needed) => {
    const short = colours.flatMap((colour) =>
      grounds
        .split(' ')
        .map((ground) => ({
          colour,
          ground,
          ratio: ratio(mixed(tokens, colour), mixed(tokens, ground, colour)),
        }))
        .filter((pair) => pair.ratio < needed),
    );
    expect(short).toEqual([]);
  });
});

it('measures black on white as 21', () => {
  expect(ratio(toRgb('0 0 0'), toRgb('1 0 0'))).toBeCloseTo(21, 1);
});

it('changes in dark every colour that light has', () => {
  expect(Object.keys(tokensOf(darkCss)).sort()).toEqual(Object.keys(light).sort());
});

function tokensOf(block: string): Tokens {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*oklch\(([^)/]+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function mixed(tokens: Tokens, expression: string, self = ''): Rgb {
  const [base = '', percent, other = ''] = expression.replace('self', self).split(/\+(\d+)%/);
  const [below, above] = [named(tokens, base), percent ? named(tokens, other) : named(tokens, base)];
  const part = Number(percent ?? 0) / 100;
  return below.map((value, index) => value * (1 - part) + (above[index] ?? 0) * part) as Rgb;
}

function named(tokens: Tokens, name: string): Rgb {
  const value = tokens[name];
  if (!value) throw new Error(`No token ${name}`);
  return toRgb(value);
}

function toRgb(oklch: string): Rgb {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.trim().split(/\s+/).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((value) => {
    const inside = Math.min(1, Math.max(0, value));
    return inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055;
  }) as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
