import Diagnostics
import Reports
import Testing

struct ElementFormatTests {
  @Test func namesTheSymbolsThereAre() {
    #expect(problem("%{stat}") == "there is no symbol '%{stat}' | did you mean 'state'?")
    #expect(problem("a %{}") != nil)
  }

  @Test func refusesLayoutsThatAreNone() {
    #expect(
      problem("%{name:wide}")
        == "'wide' says nothing of how to lay out '%{name}' | write '<', '^' or '>' and a width: %{name:>12}")
    #expect(problem("%{name:-3}") != nil)
    #expect(problem("%{name:99999}") != nil)
    #expect(problem("%{name:3.}") != nil)
  }

  @Test func takesTextThatIsNoSymbol() {
    #expect(problem("100% {name} %{unfinished") == nil)
    #expect(problem("%{name: >12.8}%{key:<8}%{state:^10}%{full-key:.12}") == nil)
  }

  private func problem(_ text: String) -> String? {
    do throws(Diagnostic) {
      _ = try ElementFormat(parsing: text)
      return nil
    } catch { return "\(error.message) | \(error.hint ?? "")" }
  }
}
