import type { Phrases } from '../translation.ts';

/** What the machine, the app and the service refuse. */
export const machineTold: Phrases = {
  'An AppImage takes its files along when it ends, so no gateway can start them':
    'AppImage 结束时会带走其文件，因此网关无法启动它们',
  'Keywatch runs from a passing copy: move it into Applications, then open it anew':
    'Keywatch 正从临时副本运行：请将其移到“应用程序”，然后重新打开',
  'The command line does not lie beside the app': '命令行程序不在应用旁边',
  '{why}; nothing was changed; with the command line (npm install -g keywatch) type keywatch gateway link.':
    '{why}；未作任何更改；也可安装命令行（npm install -g keywatch），然后运行 keywatch gateway link。',
  'Another Keywatch (keywatch serve, or a command that writes) owns the data directory; nothing was changed; stop it, or use its window, then start the app again.':
    '另一个 Keywatch（keywatch serve，或正在写入的命令）占用了数据目录；未作任何更改；请停止它或使用它的窗口，然后重新启动应用。',
  'unknown cause': '原因未知',
  'Start at login could not be changed: {path} could not be written ({code}); it is as it was; check who may write there.':
    '无法更改“登录时启动”：不能写入 {path}（{code}）；保持原样；请检查谁可以在那里写入。',
  'Keywatch made a mistake while starting ({name}); what was stored is kept; start it again, and report it if it stays.':
    'Keywatch 启动时出错（{name}）；已保存的内容均已保留；请重新启动，若问题持续请报告。',
  'lets other programs read and drive the window': '会让其他程序读取并控制窗口',
  'takes the walls of the window down': '会拆除窗口的安全隔离',
  'hands keys to whoever claims to be a provider': '会将密钥交给任何自称提供商的人',
  'writes what goes over the network into a file, keys included': '会将网络内容（包括密钥）写入文件',
  'writes what opens every connection into a file': '会将可解开所有连接的内容写入文件',
  'Keywatch was started with --{name}, which {what}; it stopped before it opened anything; start it without that switch.':
    'Keywatch 启动时带有 --{name}，它{what}；在打开任何内容之前已停止；请去掉该开关再启动。',
  'Another Keywatch is writing to this data directory; nothing was changed; try again in a moment.':
    '另一个 Keywatch 正在写入此数据目录；未作任何更改；请稍后再试。',
  'another Keywatch is using this data directory; nothing was changed; quit it (or stop keywatch serve), then try again':
    '另一个 Keywatch 正在使用此数据目录；未作任何更改；请退出它（或停止 keywatch serve），然后重试',
  'What starts programs here does not answer Keywatch; nothing was written; type {command} in a session of yours.':
    '负责启动程序的系统服务没有回应 Keywatch；未写入任何内容；请在您的会话中输入 {command}。',
  'What would be installed has changed since it was shown; nothing was written; look at it anew.':
    '要安装的内容在显示之后已改变；未写入任何内容；请重新查看。',
  '{step} failed: {said}; the files that were written were kept; type it yourself, or keywatch service uninstall.':
    '{step} 失败：{said}；已写入的文件均已保留；请自行输入该命令，或运行 keywatch service uninstall。',
  'no program of this system shows notices for Keywatch': '此系统中没有可为 Keywatch 显示提醒的程序',
  'start the app, or choose another way': '请启动应用，或选择其他方式',
  '{command} could not be started': '无法启动 {command}',
  'install it (libnotify), or choose another way': '请安装它（libnotify），或选择其他方式',
  '{command} ended with {code}: there may be no desktop where Keywatch runs':
    '{command} 以 {code} 结束：Keywatch 运行之处可能没有桌面',
  'choose another way': '请选择其他方式',
  '{why}; the notice is told again later; {what} with keywatch notify':
    '{why}；稍后会再次发送该提醒；{what}（keywatch notify）',
  "{path} is no file; it was not read; point at the key's own file.":
    '{path} 不是文件；没有读取它；请指定密钥所在的文件。',
  "{path} is larger than 1 MB; it was not read; point at the key's own file.":
    '{path} 大于 1 MB；没有读取它；请指定密钥所在的文件。',
  'There is no file {path}; nothing was changed; check the path.':
    '没有文件 {path}；未作任何更改；请检查路径。',
  '{path} could not be read ({code}); nothing was changed; check who may read it.':
    '无法读取 {path}（{code}）；未作任何更改；请检查谁可以读取它。',
  'No Node {major}.{minor} or newer was found here, which the program that hands keys to a gateway runs on; nothing was changed; install Node from https://nodejs.org, then try again.':
    '此处未找到 Node {major}.{minor} 或更高版本，而向网关提供密钥的程序需要它；未作任何更改；请从 https://nodejs.org 安装 Node，然后重试。',
  'it belongs to another user': '它属于其他用户',
  'it is no text': '它不是文本',
  '{directory} was not looked through: {why}; nothing was changed; look there yourself.':
    '没有查看 {directory}：{why}；未作任何更改；请自行查看。',
  'How the window is arranged could not be kept: {why}; it is as it was before; make room or give access to {path}.':
    '无法保存窗口布局：{why}；布局保持原样；请腾出空间，或授予 {path} 的访问权限。',
  '{path} is not as Keywatch wrote it, and {aside} is there already; both were kept; move one away':
    '{path} 与 Keywatch 写入的不同，且 {aside} 已存在；两者均已保留；请移走其中一个',
  '{path} could not be written: {why}; it is as it was; see who may write there':
    '无法写入 {path}：{why}；它保持原样；请查看谁可以在那里写入',
};
