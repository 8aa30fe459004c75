/// The users and meetings of a deployment file.
import Directory

extension DeploymentBuilder {
  func buildUser(_ entry: DataValue) {
    let logon = entry["Logon"].text ?? ""
    let name = entry["Name"].text ?? logon
    let department = entry["Department"].text ?? ""
    let user = world.addUser(logon: logon, name: name, department: department)
    guard let enabled = entry["Enabled"].flag else { return }
    user.enabled = enabled
    user.sipAddress = sip(logon)
    user.home = entry["Home"].text.map(fqdn)
    user.lineURI = entry["LineURI"].text
    user.enterpriseVoice = user.lineURI != nil
    user.federation = true
    user.internetAccess = true
    user.richPresence = true
    user.client = entry["Client"].text
    user.addIns = Clients.named(user.client ?? "")?.addIns ?? []
    user.needsLiveMeeting = entry["NeedsLiveMeeting"].flag ?? false
    user.contactsCount = entry["Contacts"].int ?? 0
    user.exchangeArchiving = "Uninitialized"
    let onLync = user.home.map { world.isLyncPool($0) } ?? false
    if onLync {
      // Routing groups came with Lync Server 2013; the number is drawn all the same, so that the next ones stay.
      let group = world.newGuid()
      if user.home.flatMap({ world.version(ofPool: $0) }) ?? 0 >= ServerVersion.lync2013 { user.routingGroup = group }
      user.policies = data["DepartmentPolicies"][department].texts
    } else {
      let table = data["LegacyDepartmentPolicies"]
      let own = table[department].texts
      user.legacyPolicies = own.isEmpty ? table["Default"].texts : own
    }
    if entry["Pin"].flag ?? false {
      user.pinSet = true
      user.pin = world.newPin(digits: 5)
      user.pinChanged = DeploymentBuilder.pinDate
      user.pinLocked = entry["PinLocked"].flag ?? false
    }
  }

  /// 2014-01-15 00:00:00 (D-12).
  private static let pinDate = 1_389_744_000

  func buildMeeting(_ entry: DataValue) {
    let meeting = world.add(Meeting.self)
    let user = entry["Organizer"].text ?? ""
    meeting.meetingId = world.newMeetingId()
    meeting.title = entry["Title"].text ?? ""
    meeting.organizer = sip(user)
    meeting.kind = entry["Kind"].text ?? MeetingKind.online
    meeting.host = entry["Host"].text.map(fqdn)
    meeting.createdOn = entry["CreatedOn"].text ?? "2013"
    meeting.addIn = entry["AddIn"].text ?? "Lync2013"
    meeting.start = Calendar.seconds(entry["Start"].text ?? "") ?? world.now
    meeting.expiry = meeting.start + 14 * 86_400
    meeting.locked = entry["Locked"].flag ?? false
    meeting.admission = meeting.locked ? "ClosedAuthenticated" : "OpenAuthenticated"
    meeting.liveMeetingService = entry["LiveMeetingService"].flag ?? false
    meeting.invitees = entry["Invitees"].texts
    meeting.state = "Active"
    meeting.url = world.meetingUrl(meeting)
    if let host = meeting.host { world.assignPstnId(meeting, pool: host) }
    for item in entry["Content"].texts {
      let parts = item.split(separator: "|").map(String.init)
      let content = world.add(Content.self)
      content.meetingId = meeting.meetingId
      content.type = parts.first ?? ""
      content.name = parts.count > 1 ? parts[1] : ""
      content.uploadedBy = parts.count > 2 ? parts[2] : ""
      content.pool = meeting.host ?? ""
    }
  }
}

/// Kinds of meetings by their URL.
enum MeetingKind {
  static let online = "LyncOnlineMeeting"
  static let conferenceCall = "ConferenceCall"
  static let webConference = "WebConference"
}

/// The little calendar arithmetic data files need.
enum Calendar {
  /// Seconds since 1970 of `yyyy-MM-dd[ HH:mm[:ss]]`.
  static func seconds(_ text: String) -> Int? {
    let fields = text.split { !("0"..."9" ~= $0) }.compactMap { Int($0) }
    guard fields.count >= 3, 1...12 ~= fields[1], 1...31 ~= fields[2], 1900...9999 ~= fields[0] else { return nil }
    func field(_ i: Int) -> Int { i < fields.count ? min(fields[i], 59) : 0 }
    return days(fields[0], fields[1], fields[2]) * 86_400 + field(3) * 3600 + field(4) * 60 + field(5)
  }

  /// Seconds since 1970 of `yyyy-MM-dd…` or of `M/d/yyyy…`.
  static func seconds(any text: String) -> Int? {
    if let seconds = seconds(text) { return seconds }
    let fields = text.split { !("0"..."9" ~= $0) }.compactMap { Int($0) }
    guard fields.count >= 3, text.contains("/"), 1...12 ~= fields[0], 1...31 ~= fields[1], 1900...9999 ~= fields[2] else { return nil }
    func field(_ i: Int) -> Int { i < fields.count ? min(fields[i], 59) : 0 }
    let afternoon = text.lowercased().hasSuffix("pm") && field(3) < 12, midnight = text.lowercased().hasSuffix("am") && field(3) == 12
    return days(fields[2], fields[0], fields[1]) * 86_400 + (midnight ? 0 : field(3) + (afternoon ? 12 : 0)) * 3600 + field(4) * 60 + field(5)
  }

  /// `2014-03-03 08:00:00` of seconds since 1970.
  static func text(_ seconds: Int) -> String {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400, rest = seconds - day * 86_400
    let z = day + 719_468, era = (z >= 0 ? z : z - 146_096) / 146_097, dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100), m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9, year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0" + String(number) : String(number) }
    return "\(year)-\(two(month))-\(two(dayOfYear - (153 * m + 2) / 5 + 1)) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Windows language ids of the cultures access numbers speak.
enum Cultures {
  static let lcid: [String: Int] = [
    "en-us": 1033, "en-gb": 2057, "de-de": 1031, "fr-fr": 1036, "es-es": 3082, "it-it": 1040, "nl-nl": 1043, "ja-jp": 1041, "pt-br": 1046,
    "sv-se": 1053, "da-dk": 1030, "fi-fi": 1035, "nb-no": 1044, "pl-pl": 1045, "ru-ru": 1049, "ko-kr": 1042, "zh-cn": 2052, "zh-tw": 1028,
    "fr-ca": 3084, "es-mx": 2058, "en-au": 3081, "en-ca": 4105, "en-in": 16393,
  ]
}
