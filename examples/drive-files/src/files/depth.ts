/** How many folders may lie in each other. */
export const mostLevels = 32
