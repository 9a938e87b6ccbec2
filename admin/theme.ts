/** Colours and letters over AdminJS's own: calm, and dark enough to read. */
export const theme = {
  colors: {
    primary100: '#1f5f8b',
    primary80: '#2f74a3',
    primary60: '#5a93ba',
    primary40: '#9cc6e4',
    primary20: '#e3eff7',
    accent: '#1f5f8b',
    hoverBg: '#174a6d',
    grey100: '#1c2b33',
    grey80: '#3a4952',
    grey60: '#51616b',
    grey40: '#6b7a84',
    filterBg: '#1c2b33',
    bg: '#f5f8fa',
    text: '#1c2b33',
  },
}
