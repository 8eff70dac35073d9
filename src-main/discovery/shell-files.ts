import { join } from 'node:path';
import { together } from './sighting.ts';
import { configured, placed, told, type Source } from './source.ts';
import { inSettings } from './tool-file.ts';

const inHome = [
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.kshrc',
  '.cshrc',
  '.tcshrc',
  '.xprofile',
  '.pam_environment',
];

/** Folders whose files of these endings are read at the start, each bounded. */
const mostInFolder = 50;

/** What a shell or a session reads when it starts. Nothing is run: what a line computes is not known. */
export const shellFiles: Source = {
  id: 'shell',
  name: 'Start files of shells',
  opens: [
    ...inHome.map((name) => `\`~/${name}\``),
    '`$ZDOTDIR/.zshrc`, `.zshenv`, `.zprofile`',
    '`~/.config/fish/config.fish` and `conf.d/*.fish`',
    '`~/.config/environment.d/*.conf`',
    '`~/.config/powershell/*profile.ps1`, on Windows `Documents\\PowerShell`',
  ],
  async look(around) {
    const { home } = around;
    const zsh = told(around, 'ZDOTDIR');
    const fish = placed(around, 'XDG_CONFIG_HOME', '.config', 'fish');
    const folders: readonly (readonly [folder: string, wanted: RegExp])[] = [
      [join(fish, 'conf.d'), /\.fish$/],
      [configured(around, 'environment.d'), /\.conf$/],
      [configured(around, 'powershell'), /profile\.ps1$/i],
      [join(home, 'Documents', 'PowerShell'), /profile\.ps1$/i],
      [join(home, 'Documents', 'WindowsPowerShell'), /profile\.ps1$/i],
    ];
    const listed = await Promise.all(
      folders.map(async ([folder, wanted]) =>
        (await around.list(folder))
          .filter((name) => wanted.test(name))
          .slice(0, mostInFolder)
          .map((name) => join(folder, name)),
      ),
    );
    const paths = [
      ...inHome.map((name) => join(home, name)),
      ...(zsh === null || zsh === home
        ? []
        : ['.zshrc', '.zshenv', '.zprofile'].map((name) => join(zsh, name))),
      join(fish, 'config.fish'),
      ...listed.flat(),
    ];
    return together(
      await Promise.all(
        [...new Set(paths)].map((path) => inSettings(around, { source: 'shell', path, many: true })),
      ),
    );
  },
};
