import { EVERY_MS } from './gap';
import { selectDueHistories, wantAllHistories } from './queries';

/** Numbers of the whole installation whose history should be compared now. */
export const dueHistories = () => selectDueHistories(EVERY_MS);

/** After an outage of ours: every number's history is compared, though it is not its time yet. */
export const catchUpHistories = wantAllHistories;
