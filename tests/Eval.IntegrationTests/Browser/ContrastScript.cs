namespace Eval.IntegrationTests.Browser;

/// <summary>A script that lists texts whose contrast with what lies behind them is below 4.5 : 1 (WCAG 2.2, 1.4.3).</summary>
internal static class ContrastScript
{
    public const string Text = """
        (() => {
          const parse = value => value.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const behind = element => {
            for (let e = element; e; e = e.parentElement) {
              const colour = parse(getComputedStyle(e).backgroundColor);
              if (colour.length < 4 || colour[3] > 0) return colour;
            }
            return [255, 255, 255];
          };
          const low = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || ['SCRIPT', 'STYLE', 'TITLE', 'DESC', 'OPTION', 'NOSCRIPT'].includes(element.tagName.toUpperCase()) || !element.getClientRects().length) continue;
            const style = getComputedStyle(element);
            const isDrawn = element instanceof SVGElement;
            const [a, b] = [parse(isDrawn ? style.fill : style.color), behind(element)].map(luminance);
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) low.add(`${element.tagName}.${element.getAttribute('class')} ${ratio.toFixed(2)} ${walker.currentNode.textContent.trim().slice(0, 30)}`);
          }
          return [...low];
        })()
        """;
}
