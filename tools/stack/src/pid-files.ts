import { inHome } from './paths.ts';

export const pidFileOf = (name: string): string => inHome('run', `${name}.pid`);
