import { access } from './access';
import { changing } from './changing';
import { composing } from './composing';
import { connections } from './connections';
import { files } from './files';
import { health } from './health';
import { history } from './history';
import { identity } from './identity';
import { jobs } from './jobs';
import { links } from './links';
import { live } from './live';
import { locks } from './locks';
import { reading } from './reading';
import { receiving } from './receiving';
import { sending } from './sending';
import { streams } from './streams';

/** One mechanism, how it is taken out, and the test that must fail then. */
export type Mutation = {
  /** Named in docs/guarantees.md. */
  id: string;
  file: string;
  /** Stands once in the file. */
  find: string;
  replace: string;
  project: 'unit' | 'integration';
  /** The test's file, and the name of the one test that is run. */
  test: string;
  name: string;
};

export const mutations: Mutation[] = [
  ...receiving,
  ...connections,
  ...sending,
  ...changing,
  ...jobs,
  ...locks,
  ...identity,
  ...history,
  ...composing,
  ...streams,
  ...files,
  ...live,
  ...access,
  ...links,
  ...health,
  ...reading,
];
