import Testing

@testable import Codecs

/// What the scanner says about places and wrong texts, node by node; `[xml]` shows only the last of it.
@Suite struct XmlScannerTests {
  private func nodes(_ text: String, _ settings: XmlScanner.Settings = .init()) throws -> [String] {
    let scanner = XmlScanner(Array(text.utf8), settings)
    var all: [String] = []
    while try scanner.next() { all.append("\(scanner.kind) \(scanner.name)@\(scanner.place.line):\(scanner.place.column)") }
    return all
  }
  private func problem(_ text: String, _ settings: XmlScanner.Settings = .init()) -> String {
    do { return "no problem in \(try nodes(text, settings))" } catch { return (error as? XmlScanner.Problem)?.text ?? "\(error)" }
  }

  @Test func placesAreThoseOfNet() throws {
    #expect(try nodes("<a>\n  <b x='1'/>\r\n</a>") == ["element a@1:2", "whitespace a@1:4", "element b@2:4", "whitespace b@2:13", "endElement a@3:3"])
  }
  @Test func whatIsWrongIsToldWithItsPlace() {
    #expect(problem("<a><b></a>") == "The 'b' start tag on line 1 position 5 does not match the end tag of 'a'. Line 1, position 9.")
    #expect(problem("<a x='1' x='2'/>") == "'x' is a duplicate attribute name. Line 1, position 10.")
    #expect(problem("<a>&nothing;</a>") == "Reference to undeclared entity 'nothing'. Line 1, position 5.")
    #expect(problem("<a/><b/>") == "There are multiple root elements. Line 1, position 6.")
    #expect(problem("") == "Root element is missing.")
  }
  @Test func repeatedAttributesAreFoundAmongMany() {
    let many = (0..<40).map { "a\($0)='1'" }.joined(separator: " ")
    #expect(problem("<r \(many)/>").hasPrefix("no problem"))
    for k in [0, 15, 16, 17, 39] { #expect(problem("<r \(many) a\(k)='2'/>").hasPrefix("'a\(k)' is a duplicate attribute name.")) }
  }
  @Test func entitiesDoNotUnfoldWithoutLimit() {
    var bomb = "<!DOCTYPE l [<!ENTITY a0 'ha'>"
    for k in 1...20 { bomb += "<!ENTITY a\(k) '&a\(k - 1);&a\(k - 1);'>" }
    #expect(problem(bomb + "]><l>&a20;</l>", .document).hasPrefix("The input document has exceeded a limit set by MaxCharactersFromEntities."))
    #expect(problem("<!DOCTYPE l [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><l>&a;</l>", .whole).contains("references itself"))
    #expect(problem(bomb + "]><l/>", .clixml).hasPrefix("For security reasons DTD is prohibited"))
  }
  /// Every text cut off anywhere, and every text with a byte exchanged, ends with a problem or with nodes, never otherwise.
  @Test func cutAndChangedTextsAreSurvived() {
    let text = Array("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e 'x'>]><a p:b=\"&e;\"><!-- c --><![CDATA[d]]>&#65;<?t u?><e/></a>".utf8)
    for end in 0..<text.count { _ = problem(String(decoding: text[..<end], as: UTF8.self)) }
    for k in 0..<text.count {
      for new in "<>&'\"/!?[]=x \n".utf8 {
        var changed = text
        changed[k] = new
        _ = problem(String(decoding: changed, as: UTF8.self))
      }
    }
  }
}
