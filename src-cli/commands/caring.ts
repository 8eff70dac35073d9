/** The commands that look after what is kept: one chunk, loaded when one of them is asked for. */
export { backupList, backupRestore } from './backup.ts';
export { doctor } from './doctor.ts';
export { exportCommand } from './export.ts';
export { importCommand } from './import.ts';
export { resetAll } from './reset.ts';
