/// What help says of the cmdlets of items: the noun in words, and calls that bind.
import Engine
import Lync

struct ItemHelp {
  let described: DescribedCommand
  let kind: SettingsClass

  /// `voice route`, `response group queue`, `location subnet`.
  private var what: String {
    var name = Substring(kind.name), words: [String] = []
    for (short, long) in [("Rgs", "response group"), ("Lis", "location"), ("Cls", "logging")] where name.hasPrefix(short) {
      name = name.dropFirst(3)
      words.append(long)
    }
    var word = ""
    var previousIsSmall = false
    for scalar in name.unicodeScalars {
      let isSmall = scalar.value >= 0x61
      if !isSmall, previousIsSmall, !word.isEmpty { words.append(word); word = "" }
      word.unicodeScalars.append(scalar)
      previousIsSmall = isSmall
    }
    words.append(word)
    // Abbreviations keep their capitals.
    return words.map { $0.unicodeScalars.filter { $0.value < 0x61 }.count > 1 ? $0 : $0.lowercased() }.joined(separator: " ")
  }

  private var article: String { "aeio".contains(what.first ?? "x") ? "an " : "a " }

  var synopsis: String {
    switch described.verb {
    case "Get": return "Lists what there is of: \(what)."
    case "New" where kind.form == .built: return "Makes \(article)\(what) for parameters of other cmdlets; nothing is kept."
    case "New": return "Creates \(article)\(what)."
    case "Set": return kind.form == .place ? "Enters \(article)\(what), or changes it." : "Changes \(article)\(what)."
    case "Remove": return "Removes \(article)\(what); refused while others name it."
    case "Move": return "Moves \(article)\(what) to another pool."
    default: return "\(described.verb)s \(article)\(what)."
    }
  }

  var examples: [(String, String)] {
    let noun = described.noun, ask = described.asks ? " -WhatIf" : ""
    switch described.verb {
    case "Get": return [("All", "Get-" + noun)]
    case "New", "Set" where described.verb == "New" || kind.form == .place: return [("With what it needs", described.name + needed + ask)]
    case "Set", "Enable", "Disable": return [("Which there are", "Get-" + noun)]
    case "Move": return [("All", "Get-\(noun) | \(described.name) -Target pool13.contoso.com" + ask)]
    default: return [("All", "Get-\(noun) | \(described.name)" + ask)]
    }
  }

  /// The mandatory parameters of the set that holds without choice, with values of their kind.
  private var needed: String {
    let items = described.parameters.items
    let set = described.defaultSet ?? items.first { $0.sets.contains { $0.mandatory ?? false } }?.sets.first?.name
    let asked = items.filter { item in item.sets.contains { ($0.name == set || set == nil) && ($0.mandatory ?? false) } }
    // What has a name of its own is named, even where a set does not ask for it.
    let isNamed = kind.form != .keyed || described.verb != "New" || asked.contains { $0.name == "Identity" || $0.name == kind.key }
    let naming = items.contains { $0.name == "Identity" } ? "Identity" : kind.key ?? "Identity"
    return (isNamed ? "" : " -\(naming) Sample") + asked.map { " -\($0.name)" + sample($0) }.joined()
  }

  private func sample(_ item: DescribedParameters.Item) -> String {
    if item.type == "switch" { return "" }
    if item.type.hasPrefix("enum.") { return " " + (item.type.split(separator: "=").last?.split(separator: ",").first.map(String.init) ?? "x") }
    switch item.type {
    case "bool": return " $true"
    case "int", "short", "ushort", "uint", "ulong": return item.name == "MaskBits" ? " 24" : " 1"
    case "datetime": return " 2014-12-24"
    case "timespan": return " 09:00:00"
    case "guid": return " ([guid]::NewGuid())"
    case "ou": return " \"OU=Sales,DC=contoso,DC=com\""
    case "fqdn": return " pool13.contoso.com"
    case "SecureString": return " (ConvertTo-SecureString Sample -AsPlainText -Force)"
    default: break
    }
    switch item.name {
    case "Identity" where kind.form == .scoped: return " Global/Sample"
    case "Identity" where kind.form == .owned, "Parent", "CallParkService", "AnnouncementService": return " ApplicationServer:pool13.contoso.com"
    case "Identity" where kind.name.hasSuffix("Domain") || kind.name == "WatcherNodeConfiguration": return " fabrikam.com"
    case "Identity" where kind.name == "NetworkSubnet": return " 192.168.0.0"
    case "LineUri", "LineURI": return " tel:+14255550177"
    case "SipAddress", "PrimaryUri": return " sip:sample@contoso.com"
    case "NumberRangeStart": return " 100"
    case "NumberRangeEnd": return " 199"
    case "DN": return " \"CN=Sample,OU=Sales,DC=contoso,DC=com\""
    case "Prompt": return " (New-CsRgsPrompt -TextToSpeechPrompt Hello)"
    case "HolidayList": return " (New-CsRgsHoliday -StartDate 2014-12-24 -EndDate 2014-12-26)"
    case "SerialNumber": return " ([byte[]](1, 2))"
    default: return " Sample"
    }
  }
}
