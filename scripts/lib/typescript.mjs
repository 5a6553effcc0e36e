// Loads TypeScript files from the plain .mjs entries.
import { register } from 'tsx/esm/api';

register();
