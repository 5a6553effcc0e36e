import type { ReactNode } from 'react';

/** A phone's upper half, 88×72: decoration beside the words. */
function Phone({ children }: { children: ReactNode }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 88 72" className="block size-full">
      <rect
        x="24"
        y="10"
        width="40"
        height="72"
        rx="7"
        strokeWidth="1.5"
        className="fill-background stroke-input"
      />
      {children}
    </svg>
  );
}

/** A list of lines or chats, in the grey of what doesn't matter. */
function Lines({ at }: { at: readonly (readonly [y: number, width: number])[] }) {
  return at.map(([y, width]) => (
    <rect key={y} x="30" y={y} width={width} height="2.5" rx="1.2" className="fill-border" />
  ));
}

/** Where the menu is. */
export function MenuPicture() {
  return (
    <Phone>
      <rect x="30" y="17" width="16" height="3" rx="1.5" className="fill-muted-foreground" />
      <g className="fill-foreground">
        <circle cx="58" cy="15.5" r="1.3" />
        <circle cx="58" cy="19" r="1.3" />
        <circle cx="58" cy="22.5" r="1.3" />
      </g>
      <circle cx="58" cy="19" r="8" strokeWidth="1.8" className="fill-none stroke-primary" />
      <g className="fill-border">
        {[36, 50, 64].map((y) => (
          <g key={y}>
            <circle cx="33" cy={y} r="4" />
            <rect x="40" y={y - 3} width="18" height="2.5" rx="1.2" />
            <rect x="40" y={y + 2} width="12" height="2.5" rx="1.2" />
          </g>
        ))}
      </g>
    </Phone>
  );
}

/** Linked devices, with the button that links one more. */
export function LinkPicture() {
  return (
    <Phone>
      <rect x="30" y="18" width="28" height="16" rx="3" className="fill-border" />
      <rect x="33" y="21" width="14" height="9" rx="1.5" className="fill-background" />
      <rect x="48" y="24" width="7" height="8" rx="1.5" className="fill-background" />
      <rect x="30" y="40" width="28" height="10" rx="5" className="fill-primary" />
      <rect x="35" y="44" width="18" height="2" rx="1" className="fill-primary-foreground" />
      <Lines
        at={[
          [56, 20],
          [62, 26],
        ]}
      />
    </Phone>
  );
}

/** The camera on the code. */
export function CameraPicture() {
  return (
    <Phone>
      <rect x="28" y="18" width="32" height="64" className="fill-foreground opacity-80" />
      <path
        d="M34 32v-5h5M54 32v-5h-5M34 44v5h5M54 44v5h-5"
        strokeWidth="2"
        strokeLinecap="round"
        className="fill-none stroke-background"
      />
      <path
        d="M38 31h4v4h-4zM46 31h4v4h-4zM38 39h4v4h-4zM44 37h3v3h-3zM47 41h3v3h-3z"
        className="fill-background"
      />
    </Phone>
  );
}

/** The boxes that take the typed code. */
export function TypePicture() {
  return (
    <Phone>
      <rect x="30" y="18" width="20" height="3" rx="1.5" className="fill-muted-foreground" />
      <g strokeWidth="1.5" className="fill-none stroke-primary">
        {[29.5, 37, 45.5, 53].map((x) => (
          <rect key={x} x={x} y="30" width="5.5" height="8" rx="1.5" />
        ))}
      </g>
      <Lines
        at={[
          [46, 28],
          [52, 20],
        ]}
      />
    </Phone>
  );
}
