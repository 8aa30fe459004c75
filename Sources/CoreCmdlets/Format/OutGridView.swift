/// Objects as a grid of text: rows with numbers, a filter, and with -PassThru the choice of some of them.
import Engine
import Formatting
import Primitives

struct OutGridView: Cmdlet {
  static let command = Command("Out", "GridView", errorType: "Microsoft.PowerShell.Commands.OutGridViewCommand", defaultSet: "PassThru",
    synopsis: "Shows objects as a grid from which some can be chosen.",
    examples: [("Choose some", "Get-CsUser | Out-GridView -PassThru | Set-CsUser -Enabled $false")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value
  @Parameter("Title", validate: [.notNullOrEmpty]) var title: String?
  @Parameter("Wait", sets: ["Wait"], fidelity: .inert) var wait: Switch
  @Parameter("OutputMode", sets: ["OutputMode"], validate: [.set(["None", "Single", "Multiple"], ignoreCase: true, message: nil)]) var outputMode: String?
  @Parameter("PassThru", sets: ["PassThru"]) var passThru: Switch

  private var rows: [Value] = []

  mutating func process(_ shell: Invocation) throws { if !inputObject.isNull { rows.append(inputObject) } }
  mutating func end(_ shell: Invocation) throws {
    let single = outputMode?.equalsIgnoringCase("Single") ?? false
    let chooses = passThru.isOn || single || (outputMode?.equalsIgnoringCase("Multiple") ?? false)
    let host = shell.context.host
    if let title { host.write(title + "\n") }
    var shown = Array(rows.indices)
    try show(shown, shell)
    while chooses {
      host.write(single ? "Number, /filter, or Enter for none: " : "Numbers (1,3-5), /filter, * for all, or Enter for none: ")
      host.flush()
      guard let answer = host.readLine()?.trimmed, !answer.isEmpty else { return }
      if answer.hasPrefix("/") {
        let text = String(answer.dropFirst())
        shown = try rows.indices.filter { i in try text.isEmpty || matches(rows[i], text, shell) }
        try show(shown, shell)
        continue
      }
      guard let picked = OutGridView.picked(answer, shown.count), !single || picked.count == 1 else { host.write("There is no such row.\n"); continue }
      for k in picked { try shell.write(rows[shown[k]]) }
      return
    }
  }
  private func matches(_ v: Value, _ text: String, _ shell: Invocation) throws -> Bool {
    func has(_ s: String) -> Bool { NetString.indexOf(s, text, .ordinalIgnoreCase) >= 0 }
    if v.stringValue != nil || shell.context.properties(v).isEmpty { return has(Conversion.toString(v, shell.context)) }
    return shell.context.properties(v).contains { p in (try? p.value(shell.context)).map { has(Conversion.toString($0, shell.context)) } ?? false }
  }
  /// The rows as a table with their numbers in front.
  private func show(_ at: [Int], _ shell: Invocation) throws {
    let lines = try table(at.map { rows[$0] }, shell)
    let first = lines.firstIndex { $0.utf8.allSatisfy { $0 == 45 || $0 == 32 } && $0.utf8.contains(45) }.map { $0 + 1 } ?? 0
    let width = String(at.count).utf8.count
    for (k, l) in lines.enumerated() {
      let n = k >= first && k - first < at.count ? String(k - first + 1) : ""
      shell.context.host.write(String(repeating: " ", count: width - n.utf8.count) + n + "  " + l + "\n")
    }
  }
  private func table(_ values: [Value], _ shell: Invocation) throws -> [String] {
    if values.allSatisfy({ $0.stringValue != nil }) { return values.map { Conversion.toString($0) } }
    let block = try shell.context.makeBlock("param($rows) $rows | Format-Table | Out-String -Stream", file: nil)
    let text = try shell.context.invokeBlock(block, arguments: [.arr(values)])
    return (text.elementsIfSequence ?? [text]).map { Conversion.toString($0) }.filter { !$0.isEmpty }
  }
  /// Positions of the numbers an answer names; nil when it names others.
  static func picked(_ answer: String, _ count: Int) -> [Int]? {
    if answer == "*" { return Array(0..<count) }
    var all: [Int] = []
    for part in answer.split(whereSeparator: { $0 == "," || $0 == " " || $0 == ";" }) {
      let ends = part.split(separator: "-").map { Int($0) }
      guard let a = ends.first ?? nil, let b = ends.last ?? nil, ends.count <= 2, a >= 1, b >= a, b <= count else { return nil }
      for n in a...b where !all.contains(n - 1) { all.append(n - 1) }
    }
    return all
  }
}
