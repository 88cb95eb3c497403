// Lights up what belongs to a feature, and shows the sum of the chosen one. Runs in the page, without help.
;(() => {
  /** Feature -> its parts with their shares. */
  const parts = JSON.parse(document.getElementById('parts').textContent)
  const cells = [...document.querySelectorAll('.cell')]
  const byFeature = new Map(cells.map((cell) => [cell.dataset.feature, cell]))
  const hierarchy = document.querySelector('.panels')
  let chosen = document.body.dataset.first

  /** How much every feature has to do with `from`: its parts, their parts; and what it is a part of. */
  function related(from) {
    const amounts = new Map()
    const spread = (step) => {
      let level = new Map([[from, 1]])
      while (level.size > 0) {
        const next = new Map()
        for (const [feature, amount] of level) {
          for (const [other, share] of step(feature)) next.set(other, (next.get(other) ?? 0) + amount * share)
        }
        for (const [feature, amount] of next) amounts.set(feature, (amounts.get(feature) ?? 0) + amount)
        level = next
      }
    }
    spread((feature) => parts[feature] ?? [])
    spread((feature) =>
      Object.entries(parts).flatMap(([whole, list]) =>
        list.filter(([part]) => part === feature).map(([, share]) => [whole, share]),
      ),
    )
    return amounts
  }

  /** Gives every tile a brightness, on each panel's own scale. */
  function light(from, pointing) {
    const amounts = related(from)
    const largest = {}
    for (const [feature, amount] of amounts) {
      const depth = feature.split('-')[0]
      largest[depth] = Math.max(largest[depth] ?? 0, amount)
    }
    hierarchy.classList.add('lit')
    hierarchy.classList.toggle('pointing', pointing)
    for (const [feature, cell] of byFeature) {
      const amount = amounts.get(feature) ?? 0
      const relative = amount > 0 ? Math.sqrt(amount / largest[feature.split('-')[0]]) : 0
      cell.style.setProperty('--light', feature === from ? 1 : relative.toFixed(3))
      cell.classList.toggle('source', feature === from)
    }
  }

  function choose(feature) {
    chosen = feature
    for (const [name, cell] of byFeature) cell.setAttribute('aria-pressed', String(name === feature))
    light(feature, false)
    const article = document.getElementById(`c${feature}`)
    // A feature without parts lights up what it is used for; the sum shown before stays.
    if (article === null) return
    for (const other of document.querySelectorAll('.composition')) other.hidden = other !== article
  }

  /** One stop of the tab key for each panel; arrows move within it. */
  function move(event, grid) {
    const list = [...grid.querySelectorAll('.cell')]
    const perRow = Number(getComputedStyle(grid).getPropertyValue('--per-row'))
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -perRow, ArrowDown: perRow }[event.key]
    const target = step === undefined ? undefined : list[list.indexOf(document.activeElement) + step]
    if (target === undefined) return
    event.preventDefault()
    for (const cell of list) cell.tabIndex = cell === target ? 0 : -1
    target.focus()
  }

  for (const grid of document.querySelectorAll('.grid')) {
    const own = [...grid.querySelectorAll('.cell')]
    for (const [i, cell] of own.entries()) cell.tabIndex = i === 0 ? 0 : -1
    grid.addEventListener('keydown', (event) => move(event, grid))
    grid.addEventListener('mouseleave', () => chosen && light(chosen, false))
  }
  for (const cell of cells) {
    const { feature } = cell.dataset
    cell.addEventListener('mouseenter', () => light(feature, true))
    cell.addEventListener('focus', () => light(feature, true))
    cell.addEventListener('click', () => choose(feature))
  }
  document.body.classList.add('scripted')
  if (chosen !== undefined) choose(chosen)
})()
