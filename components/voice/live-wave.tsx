const STEP = 4;
const SHOWN = 60;

type Props = {
  levels: readonly number[];
  /** All of it, fitted; else the latest at the right. */
  isWhole: boolean;
  /** How much of it was listened to, from 0 to 1. */
  share: number;
};

/** How loud it was. Decoration: the timer says the rest. */
export function LiveWave({ levels, isWhole, share }: Props) {
  const bars = isWhole ? fitted(levels) : latest(levels);
  return (
    <svg
      aria-hidden="true"
      data-wave
      viewBox={`0 0 ${SHOWN * STEP} 28`}
      preserveAspectRatio="none"
      className="h-7 min-w-0 flex-1"
    >
      {bars.map((bar, index) => {
        const height = Math.max(0.08, bar) * 26;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            x={index * STEP + 1}
            y={14 - height / 2}
            width={2}
            height={height}
            rx={1}
            className={isWhole && index < share * SHOWN ? 'fill-primary' : 'fill-muted-foreground'}
          />
        );
      })}
    </svg>
  );
}

function latest(levels: readonly number[]): number[] {
  const last = levels.slice(-SHOWN);
  return [...Array.from({ length: SHOWN - last.length }, () => 0), ...last];
}

const fitted = (levels: readonly number[]) =>
  Array.from({ length: SHOWN }, (_, index) => levels[Math.floor((index * levels.length) / SHOWN)] ?? 0);
