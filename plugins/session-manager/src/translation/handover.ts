/** The words of the handover of an activation code in English. */
export const handover = {
  title: 'Activation code',
  loading: 'Loading what is handed over',
  about: 'Machines register with it in {{region}}, account {{accountId}}.',
  role: 'They get the role {{role}}.',
  limit_one: '{{count, number}} machine can register, until {{until}}.',
  limit_other: '{{count, number}} machines can register, until {{until}}.',
  activation: 'Activation {{id}}',
  waiting:
    'You can open it once, until {{until}}, and nobody else can. Have the place ready where you keep it.',
  open: 'Show the code',
  opening: 'Opening…',
  incomplete:
    'This link lacks the part behind the #. Open it from the results of your task.',
  code: 'Activation code',
  reveal: 'Show what is hidden',
  hide: 'Hide it',
  copyCode: 'Copy the code',
  codeCopied: 'Code copied',
  command: 'On each Linux machine, after the SSM agent is installed',
  copyCommand: 'Copy the command, with the code in it',
  commandCopied: 'Command copied',
  once: 'This is the only time that it is shown: when you leave this page, it is gone.',
  opened: 'You opened it at {{at}}, and it is gone.',
  expired: 'It could be opened until {{until}}, and it is gone.',
  again:
    'For another one, run the template again. Delete this activation in the AWS console, if nobody has its code.',
  problem: {
    'not-allowed': 'It is not handed over: {{detail}}',
    'signed-out': 'Sign in again to see it.',
    'portal-failed': 'The portal could not hand it over: {{detail}}',
    'portal-unreachable': 'The portal cannot be reached: {{detail}}',
    again: 'Try again',
  },
} as const;
