/** The messages of the handover of an activation code in English. */
export const handover = {
  title: 'Activation code',
  loading: 'Loading the activation code',
  about: 'Registers nodes in {{region}}, account {{accountId}}.',
  role: 'Nodes use the role {{role}}.',
  limit_one: 'Up to {{count, number}} node can be registered until {{until}}.',
  limit_other:
    'Up to {{count, number}} nodes can be registered until {{until}}.',
  activation: 'Activation {{id}}',
  waiting:
    'Only you can open it, and only once, until {{until}}. Have a secure place ready to store it.',
  open: 'Show the code',
  opening: 'Opening…',
  incomplete:
    'This link is incomplete: the part after the # is missing. Open it from the results of your task.',
  code: 'Activation code',
  reveal: 'Show',
  hide: 'Hide',
  copyCode: 'Copy the code',
  codeCopied: 'Code copied',
  command: 'Run on each Linux node after SSM Agent is installed',
  copyCommand: 'Copy the command, with the code in it',
  commandCopied: 'Command copied',
  once: 'The code is shown only once. After you leave this page, it cannot be shown again.',
  opened: 'You opened it at {{at}}. It cannot be shown again.',
  expired: 'It expired at {{until}} and can no longer be opened.',
  again:
    'To get another code, run the template again. If the code was lost, delete the activation in the AWS console.',
  problem: {
    'not-allowed': 'The code cannot be shown: {{detail}}',
    'signed-out': 'Sign in again to see the code.',
    'portal-failed': 'The portal could not load the code: {{detail}}',
    'portal-unreachable': 'The portal cannot be reached: {{detail}}',
    again: 'Try again',
  },
} as const;
