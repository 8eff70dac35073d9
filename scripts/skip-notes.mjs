// A reporter for vitest that writes down why each skipped test was skipped; its JSON report leaves the reason out.
import { writeFileSync } from 'node:fs';

export default class SkipNotes {
  onTestRunEnd(modules) {
    const notes = {};
    for (const module of modules)
      for (const test of module.children.allTests('skipped')) {
        const { note } = test.result();
        if (note !== undefined)
          notes[`${module.relativeModuleId}: ${test.fullName.replaceAll(' > ', ' ')}`] = note;
      }
    writeFileSync(process.env.KEYWATCH_SKIP_NOTES, JSON.stringify(notes));
  }
}
