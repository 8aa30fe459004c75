/// Tests of dial plans, rules, policies, routes and trunks on a number: what would become of it, worked out from their settings.
///
/// - Source: S11; property names of the results [R].
import Directory
import Engine
import Lync
import Primitives

enum VoiceTests {
  private static func shape(_ name: String, _ properties: [String]) -> Lync.Shape { Lync.Shape("Microsoft.Rtc.Management.Voice." + name, properties, view: .list, text: nil) }
  private static let dialPlan = shape("LocationProfileTestResult", ["TranslatedNumber", "MatchingRule"])
  private static let rule = shape("NormalizationRuleTestResult", ["TranslatedNumber"])
  private static let policy = shape("VoicePolicyTestResult", ["FirstMatchingRoute", "MatchingUsage"])
  private static let interTrunk = shape("InterTrunkRoutingTestResult", ["FirstMatchingRoute", "MatchingUsage"])
  private static let route = shape("VoiceRouteTestResult", ["MatchesPattern"])
  private static let user = shape("OcsVoiceUserTestResult", ["TranslatedNumber", "MatchingRule", "FirstMatchingRoute", "MatchingUsage"])
  private static let configuration = shape("OcsVoiceTestResult", ["Result", "TranslatedNumber", "MatchingRule", "FirstMatchingRoute", "MatchingUsage"])
  private static let trunk = shape("TrunkConfigurationTestResult", ["TranslatedNumber", "MatchingRule"])

  static let entries: [ActionEntry] = [
    ActionEntry("Test-CsDialPlan", "Tells what a dial plan makes of a number.", "Get-CsDialPlan Global | Test-CsDialPlan -DialedNumber 5551212", uses: ["DialedNumber", "Dialplan"]) { arguments in
      let found = try normalized(arguments.text("DialedNumber") ?? "", rules(arguments.value("Dialplan"), "NormalizationRules", arguments), arguments)
      try write(dialPlan, [found.number, found.rule], arguments)
    },
    ActionEntry(
      "Test-CsVoiceNormalizationRule", "Tells what a normalization rule makes of a number.",
      "Get-CsVoiceNormalizationRule \"Global/Keep All\" | Test-CsVoiceNormalizationRule -DialedNumber 5551212",
      uses: ["DialedNumber", "NormalizationRule"]) { arguments in
      let rules = arguments.value("NormalizationRule").map { [$0] } ?? []
      try write(rule, [try normalized(arguments.text("DialedNumber") ?? "", rules, arguments).number], arguments)
    },
    ActionEntry(
      "Test-CsTrunkConfiguration", "Tells what the rules of a trunk make of a number.",
      "Get-CsTrunkConfiguration Global | Test-CsTrunkConfiguration -DialedNumber +14255551212", uses: ["DialedNumber", "TrunkConfiguration"]
    ) { arguments in
      let identity = try property(arguments.value("TrunkConfiguration"), "Identity", arguments) ?? "Global"
      let rules = try items("OutboundTranslationRule", under: identity, arguments)
      let found = try normalized(arguments.text("DialedNumber") ?? "", rules, arguments)
      try write(trunk, [found.number.isNull ? .str(arguments.text("DialedNumber") ?? "") : found.number, found.rule], arguments)
    },
    ActionEntry(
      "Test-CsVoicePolicy", "Tells the first route of a voice policy that takes a number.",
      "Get-CsVoicePolicy Global | Test-CsVoicePolicy -TargetNumber +14255551212", uses: ["TargetNumber", "VoicePolicy"]
    ) { arguments in
      let found = try routed(arguments.text("TargetNumber") ?? "", usages(arguments.value("VoicePolicy"), arguments), arguments)
      try write(policy, [found.route, found.usage], arguments)
    },
    ActionEntry(
      "Test-CsInterTrunkRouting", "Tells the first route that takes a number that came in over a trunk out again.",
      "Get-CsTrunkConfiguration Global | Test-CsInterTrunkRouting -TargetNumber +14255551212",
      uses: ["TargetNumber", "TrunkConfiguration"]) { arguments in
      let found = try routed(arguments.text("TargetNumber") ?? "", usages(arguments.value("TrunkConfiguration"), arguments), arguments)
      try write(interTrunk, [found.route, found.usage], arguments)
    },
    ActionEntry(
      "Test-CsVoiceRoute", "Tells whether a route takes a number.", "Get-CsVoiceRoute LocalRoute | Test-CsVoiceRoute -TargetNumber +14255551212",
      uses: ["TargetNumber", "Route"]
    ) { arguments in
      let pattern = try property(arguments.value("Route"), "NumberPattern", arguments) ?? ""
      try write(route, [.bool(matches(pattern, arguments.text("TargetNumber") ?? ""))], arguments)
    },
    ActionEntry(
      "Test-CsVoiceUser", "Tells what becomes of a number a user dials.", "Test-CsVoiceUser -DialedNumber 5551212 -SipUri sip:pilar@contoso.com",
      uses: ["DialedNumber", "SipUri"]
    ) { arguments in
      try arguments.shell.refusals {
        let world = try arguments.shell.session.world()
        let person = arguments.text("SipUri") ?? ""
        let plan = try setting("DialPlan", world.effectiveScope("DialPlan", of: person), arguments)
        let voice = try setting("VoicePolicy", world.effectiveScope("VoicePolicy", of: person), arguments)
        let number = try normalized(arguments.text("DialedNumber") ?? "", rules(plan, "NormalizationRules", arguments), arguments)
        let found = number.number.isNull ? (route: Value.null, usage: Value.null) : try routed(Conversion.toString(number.number, arguments.shell.context), usages(voice, arguments), arguments)
        try write(user, [number.number, number.rule, found.route, found.usage], arguments)
      }
    },
    ActionEntry("Test-CsVoiceTestConfiguration", "Runs a stored voice test, or one described on the command line.", "Get-CsVoiceTestConfiguration | Test-CsVoiceTestConfiguration",
      uses: ["DialedNumber", "Dialplan", "VoicePolicy", "TestCaseInputObject"]) { arguments in
      try arguments.shell.refusals {
        let test = arguments.value("TestCaseInputObject")
        let dialed = try arguments.text("DialedNumber") ?? property(test, "DialedNumber", arguments) ?? ""
        let plan = try arguments.value("Dialplan") ?? setting("DialPlan", property(test, "TargetDialplan", arguments) ?? "Global", arguments)
        let voice = try arguments.value("VoicePolicy") ?? setting("VoicePolicy", property(test, "TargetVoicePolicy", arguments) ?? "Global", arguments)
        let number = try normalized(dialed, rules(plan, "NormalizationRules", arguments), arguments)
        let text = number.number.isNull ? "" : Conversion.toString(number.number, arguments.shell.context)
        let found = text.isEmpty ? (route: Value.null, usage: Value.null) : try routed(text, usages(voice, arguments), arguments)
        var isAsExpected = !text.isEmpty
        for (expected, value) in [("ExpectedTranslatedNumber", number.number), ("ExpectedRoute", found.route), ("ExpectedUsage", found.usage)] {
          guard let wanted = try property(test, expected, arguments), !wanted.isEmpty else { continue }
          let got = value.isNull ? "" : Conversion.toString(value, arguments.shell.context)
          if got.lowercased() != wanted.lowercased() { isAsExpected = false }
        }
        try write(configuration, [.str(isAsExpected ? "Success" : "Fail"), number.number, number.rule, found.route, found.usage], arguments)
      }
    },
  ]

  // MARK: Evaluating

  private static func matches(_ pattern: String, _ number: String) -> Bool { (try? NetRegex.cached(pattern))?.isMatch(number) ?? false }

  /// The first rule that fits, and what it makes of the number.
  private static func normalized(_ number: String, _ rules: [Value], _ arguments: DescribedArguments) throws -> (number: Value, rule: Value) {
    for candidate in rules {
      guard let pattern = try property(candidate, "Pattern", arguments), let regex = try? NetRegex.cached(pattern), regex.isMatch(number) else { continue }
      return (.str(regex.replace(number, with: try property(candidate, "Translation", arguments) ?? "")), candidate)
    }
    return (.null, .null)
  }

  /// The first usage of a policy that a route with a fitting pattern has.
  private static func routed(_ number: String, _ usages: [String], _ arguments: DescribedArguments) throws -> (route: Value, usage: Value) {
    let routes = try items("VoiceRoute", under: nil, arguments)
    for usage in usages {
      for candidate in routes {
        guard let pattern = try property(candidate, "NumberPattern", arguments), matches(pattern, number) else { continue }
        let offered = try arguments.shell.context.property(candidate, "PstnUsages")?.arrayValue?.values.map { Conversion.toString($0, arguments.shell.context).lowercased() } ?? []
        if offered.contains(usage.lowercased()) { return (.str(try property(candidate, "Identity", arguments) ?? ""), .str(usage)) }
      }
    }
    return (.null, .null)
  }

  // MARK: Reading

  private static func property(_ object: Value?, _ name: String, _ arguments: DescribedArguments) throws -> String? {
    guard let object, let value = try arguments.shell.context.property(object, name), !value.isNull else { return nil }
    return Conversion.toString(value, arguments.shell.context)
  }

  private static func rules(_ object: Value?, _ name: String, _ arguments: DescribedArguments) throws -> [Value] {
    guard let object else { return [] }
    return try arguments.shell.context.property(object, name)?.arrayValue?.values ?? []
  }

  private static func usages(_ policy: Value?, _ arguments: DescribedArguments) throws -> [String] {
    guard let policy else { return [] }
    return try arguments.shell.context.property(policy, "PstnUsages")?.arrayValue?.values.map { Conversion.toString($0, arguments.shell.context) } ?? []
  }

  private static func items(_ noun: String, under scope: String?, _ arguments: DescribedArguments) throws -> [Value] {
    guard let kind = SettingsClass.named(noun) else { return [] }
    return try arguments.shell.session.world().settings(kind, identity: scope).map { LyncObjects.value($0) }
  }

  private static func setting(_ noun: String, _ identity: String, _ arguments: DescribedArguments) throws -> Value? { try items(noun, under: identity, arguments).first }

  private static func write(_ shape: Lync.Shape, _ values: [Value], _ arguments: DescribedArguments) throws {
    let kind = LyncObjects.prepare(shape)
    let object = PSObject(kind.shape, values, type: kind.type)
    object.textForm = shape.typeName
    try arguments.shell.write(.object(object))
  }
}
