/** Mantine in our measures and colours. Controls are 32 high, text is 13, corners are 6. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { tokensOf } from './tokens.ts';

const iris: MantineColorsTuple = [
  '#eef0fd',
  '#dfe2fa',
  '#bcc2f3',
  '#a4acf4',
  '#7f88ea',
  '#5f69de',
  '#4a53cf',
  '#4048c0',
  '#343ba3',
  '#2a3086',
];

const fonts = "'Inter Variable', 'Hatif Arabic', system-ui, sans-serif";

export const theme = createTheme({
  fontFamily: fonts,
  fontFamilyMonospace: fonts,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.54', lg: '1.5', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  defaultRadius: 'sm',
  colors: { iris },
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      vars: () => ({
        root: { '--button-height': '32px', '--button-fz': '13px', '--button-padding-x': '12px' },
      }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    // The hint under the field: side by side, fields stand in line whether they have one or not.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'none', keepMounted: false } } },
    Modal: { defaultProps: { transitionProps: { duration: 160 } } },
  },
});

/** Our tokens beside Mantine's variables, and Mantine's own surfaces drawn with our tokens. */
export const cssVariables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-dimmed': 'var(--text-3)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--text)',
  };
  return { variables: {}, light: { ...tokensOf('light'), ...ours }, dark: { ...tokensOf('dark'), ...ours } };
};
