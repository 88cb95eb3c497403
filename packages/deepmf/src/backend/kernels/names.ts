/** The names of the kernels of a group; the compiler sees to it that none is missing and none is invented. */
export const namesOf = <Group>(all: Record<keyof Group, true>) => Object.keys(all) as (keyof Group)[]
