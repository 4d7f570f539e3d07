import SvgIcon, { SvgIconProps } from '@material-ui/core/SvgIcon';

/** A prompt: what Session Manager opens. */
export function TerminalIcon(props: SvgIconProps) {
  return (
    <SvgIcon fontSize="inherit" {...props}>
      <path d="M4 5.4 5.4 4l8 8-8 8L4 18.6l6.6-6.6zM13 18h8v2h-8z" />
    </SvgIcon>
  );
}
