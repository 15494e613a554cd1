/** Every button of the window. `variant`: one `primary` per view, `danger` for what cannot be undone, `quiet` in tool
 *  bars. `shortcut` shows the key beside the word; the key itself is bound in the command registry, not here. */
import { Button as BaseButton } from '@base-ui/react/button'
import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { Kbd } from './Kbd.tsx'
import { Tooltip } from './Tooltip.tsx'

export interface ButtonProps {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'medium' | 'large'
  type?: 'button' | 'submit'
  disabled?: boolean
  /** For toggles: announced as pressed or not. */
  pressed?: boolean
  shortcut?: string
  icon?: ReactNode
  children?: ReactNode
  className?: string
  onClick?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void
  ref?: Ref<HTMLButtonElement>
  autoFocus?: boolean
}

export function Button({ variant = 'secondary', size = 'medium', type = 'button', pressed, shortcut, icon, children, className, ...rest }: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      type={type}
      className={className === undefined ? 'ui-button' : `ui-button ${className}`}
      data-variant={variant}
      data-size={size}
      aria-pressed={pressed}
    >
      {icon}
      {children}
      {shortcut === undefined ? null : <Kbd aria-hidden>{shortcut}</Kbd>}
    </BaseButton>
  )
}

export interface IconButtonProps {
  /** Said by screen readers and shown as a tooltip with the key. */
  label: string
  shortcut?: string
  icon: ReactNode
  variant?: ButtonProps['variant']
  disabled?: boolean
  pressed?: boolean
  onClick?: () => void
}

export function IconButton({ label, shortcut, icon, variant = 'quiet', disabled = false, pressed, onClick }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <BaseButton
        className="ui-button"
        data-variant={variant}
        data-icon-only=""
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        {...(onClick === undefined ? {} : { onClick })}
      >
        {icon}
      </BaseButton>
    </Tooltip>
  )
}
